"""The design system's Python half: view models and drawing for the template tags of `zf`."""
