"""The one package that knows all the others: settings, urls, profiles, subscriptions and the `amana` command."""
