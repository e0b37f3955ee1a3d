-- What is no longer needed can be forgotten: answers to commands that nobody will send again.
GRANT DELETE ON commands TO samspil_app;
