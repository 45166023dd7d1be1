"""What the package hands to the machinery; imported once when the apps are ready."""

from accounts.todo import todos
from core import todo

todo.register(todos)
