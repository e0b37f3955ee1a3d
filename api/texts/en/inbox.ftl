# The inbox.
inbox-title = Messages
inbox-lists = Which messages
inbox-unread = Unread
inbox-all = All
inbox-none = There are no messages for you.
inbox-none-unread = You have read all messages.
inbox-column-what = Message
inbox-column-for = For
inbox-column-when = Came
inbox-column-read = Read
inbox-mark-read = Mark as read
inbox-for-you = You
inbox-on-behalf = { $person } (you stand in)
inbox-for-another = There is something for a person whom you stand in for.
