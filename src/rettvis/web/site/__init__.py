"""The site: settings read from the environment, addresses, and the door the web server knocks on."""
