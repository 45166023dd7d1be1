"""The portal's own public pages."""

from django.urls import path

from portal.views import about, help_page, home, messages, prefs, search, todo, workbench

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("prefs/size/", prefs.size, name="prefs-size"),
    path("prefs/contrast/", prefs.contrast, name="prefs-contrast"),
    path("prefs/language/", prefs.language, name="prefs-language"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/a11y/", about.a11y, name="a11y"),
    path("about/sitemap/", about.sitemap, name="sitemap"),
    path("staff/", workbench.workbench, name="workbench"),
    path("staff/todo/", todo.todo_list, name="todo"),
    path("staff/messages/", messages.message_list, name="messages"),
    path("staff/messages/preferences/", messages.preferences, name="message-preferences"),
    path("staff/messages/read/", messages.messages_read, name="messages-read"),
    path("staff/help/", help_page.help_page, name="help"),
    path("search/", search.public_search, name="public-search"),
    path("staff/search/", search.search, name="search"),
    path("staff/messages/<int:pk>/", messages.message_open, name="message"),
]
