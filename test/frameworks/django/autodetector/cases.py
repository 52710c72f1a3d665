"""Pairs of states, as the operations that make them: what Django would write to get from one to the other is recorded by record.py."""

ID = "('id', models.AutoField(primary_key=True))"


def model(name, *fields, options=None, bases=None, managers=None):
    rest = f", options={options}" if options else ""
    rest += f", bases={bases}" if bases else ""
    rest += f", managers={managers}" if managers else ""
    return f"migrations.CreateModel('{name}', [{', '.join(fields)}]{rest})"


def field(name, source):
    return f"('{name}', models.{source})"


def fk(name, to, rest=""):
    return field(name, f"ForeignKey('{to}', models.CASCADE{rest})")


def m2m(name, to, rest=""):
    return field(name, f"ManyToManyField('{to}'{rest})")


title = field("title", "CharField(max_length=100)")
author = model("Author", ID, title)
post = model("Post", ID, title)

# name: (from, to), each by app
CASES = {
    "nothing": ({"blog": [post]}, {"blog": [post]}),
    "a new model": ({}, {"blog": [post]}),
    "a new app next to another one": ({"blog": [post]}, {"blog": [post], "shop": [author]}),
    "a model gone": ({"blog": [author, post]}, {"blog": [author]}),
    "new models that lead to each other": (
        {},
        {"blog": [model("Author", ID, fk("best", "blog.Post")), model("Post", ID, fk("author", "blog.Author"))]},
    ),
    "new models of two apps that lead to each other": (
        {},
        {
            "blog": [model("Post", ID, fk("author", "people.Author"), title)],
            "people": [model("Author", ID, fk("best", "blog.Post"), title)],
        },
    ),
    "new models of two apps, one behind the other": (
        {},
        {
            "blog": [model("Post", ID, fk("author", "people.Author"))],
            "people": [model("Author", ID, title)],
        },
    ),
    "new models of three apps in a ring": (
        {},
        {
            "a": [model("A", ID, fk("b", "b.B"), m2m("c", "c.C"))],
            "b": [model("B", ID, fk("c", "c.C"))],
            "c": [model("C", ID, fk("a", "a.A"))],
        },
    ),
    "a new model that leads to itself and to what is there": (
        {"people": [author]},
        {"people": [author], "blog": [model("Post", ID, fk("parent", "blog.Post", ", null=True"), fk("author", "people.Author"))]},
    ),
    "a new child with its link": (
        {"blog": [post]},
        {"blog": [post, model("Story", "('post_ptr', models.OneToOneField('blog.Post', models.CASCADE, parent_link=True, auto_created=True, primary_key=True, serialize=False))", field("text", "TextField()"), bases="('blog.post',)")]},
    ),
    "a new model with the key of another new one": (
        {},
        {
            "blog": [
                model("Detail", "('post', models.OneToOneField('blog.Post', models.CASCADE, primary_key=True))"),
                post,
            ]
        },
    ),
    "a new model with all that is about fields": (
        {"people": [author]},
        {
            "people": [author],
            "blog": [
                model(
                    "Post", ID, title, fk("author", "people.Author"), fk("editor", "people.Author", ", related_name='+'"),
                    options="{'unique_together': {('author', 'title')}, 'ordering': ['title'], 'db_table': 'posts'}",
                ),
                "migrations.AddIndex('post', models.Index(fields=['author', 'title'], name='by_author'))",
                "migrations.AddConstraint('post', models.UniqueConstraint(fields=('editor', 'title'), name='one_title'))",
            ],
        },
    ),
    "a new model with index_together": (
        {},
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'index_together': {('title', 'date')}}")]},
    ),
    "a new model in order": (
        {"people": [author]},
        {"people": [author], "blog": [model("Post", ID, fk("author", "people.Author"), options="{'order_with_respect_to': 'author'}")]},
    ),
    "a new many-to-many with a model of its own": (
        {"people": [author]},
        {
            "people": [author],
            "blog": [
                model("Byline", ID, fk("author", "people.Author")),
                model("Post", ID, title),
                "migrations.AddField('byline', 'post', models.ForeignKey('blog.Post', models.CASCADE))",
                "migrations.AddField('post', 'authors', models.ManyToManyField('people.Author', through='blog.Byline'))",
            ],
        },
    ),
    "a new unmanaged model": (
        {"people": [author]},
        {"people": [author], "blog": [model("View", ID, title, fk("author", "people.Author"), options="{'managed': False, 'db_table': 'view'}")]},
    ),
    "an unmanaged model gone": (
        {"blog": [model("View", ID, title, options="{'managed': False}")]},
        {},
    ),
    "an unmanaged model with other fields and options": (
        {"blog": [model("View", ID, title, options="{'managed': False, 'db_table': 'a'}")]},
        {"blog": [model("View", ID, options="{'managed': False, 'db_table': 'b', 'ordering': ['id']}")]},
    ),
    "managed no longer": (
        {"blog": [post]},
        {"blog": [model("Post", ID, options="{'managed': False, 'db_table': 'b'}")]},
    ),
    "managed again": (
        {"blog": [model("Post", ID, options="{'managed': False}")]},
        {"blog": [post]},
    ),
    "a new proxy": (
        {"blog": [post]},
        {"blog": [post, model("Draft", options="{'proxy': True, 'indexes': [], 'constraints': []}", bases="('blog.post',)")]},
    ),
    "a new proxy of a new model": (
        {},
        {"blog": [post, model("Draft", options="{'proxy': True, 'indexes': [], 'constraints': []}", bases="('blog.post',)")]},
    ),
    "a proxy gone": (
        {"blog": [post, model("Draft", options="{'proxy': True}", bases="('blog.post',)")]},
        {"blog": [post]},
    ),
    "a proxy that becomes a model": (
        {
            "blog": [
                post,
                model("Draft", options="{'proxy': True}", bases="('blog.post',)"),
                model("Note", ID, fk("draft", "blog.Draft")),
            ]
        },
        {"blog": [post, model("Draft", ID, title), model("Note", ID, fk("draft", "blog.Draft"))]},
    ),
    "a model that becomes a proxy": (
        {"blog": [post, model("Draft", ID, title)]},
        {"blog": [post, model("Draft", options="{'proxy': True, 'indexes': [], 'constraints': []}", bases="('blog.post',)")]},
    ),
    "options of a proxy": (
        {"blog": [post, model("Draft", options="{'proxy': True}", bases="('blog.post',)")]},
        {"blog": [post, model("Draft", options="{'proxy': True, 'verbose_name': 'draft'}", bases="('blog.post',)")]},
    ),
    "a model gone with what leads to it": (
        {"people": [author], "blog": [model("Post", ID, title, fk("author", "people.Author"))]},
        {"blog": [post]},
    ),
    "models gone that lead to each other": (
        {"blog": [model("Author", ID), model("Post", ID, fk("author", "blog.Author")), "migrations.AddField('author', 'best', models.ForeignKey('blog.Post', models.CASCADE))"]},
        {},
    ),
    "models gone of two apps that lead to each other": (
        {
            "people": [model("Author", ID)],
            "blog": [model("Post", ID, fk("author", "people.Author"), title)],
            "shop": [model("Item", ID, fk("post", "blog.Post"), title)],
        },
        {"people": [model("Author", ID)]},
    ),
    "a model gone with unique_together and a relation": (
        {"people": [author], "blog": [model("Post", ID, title, fk("author", "people.Author"), options="{'unique_together': {('author', 'title')}}")]},
        {"people": [author]},
    ),
    "a model gone with an index and a constraint": (
        {
            "people": [author],
            "blog": [
                model("Post", ID, title, fk("author", "people.Author")),
                "migrations.AddIndex('post', models.Index(fields=['title'], name='by_title'))",
                "migrations.AddConstraint('post', models.UniqueConstraint(fields=('title',), name='one_title'))",
            ],
        },
        {"people": [author]},
    ),
    "a model gone with its proxy and what leads to that": (
        {"blog": [post, model("Draft", options="{'proxy': True}", bases="('blog.post',)"), model("Note", ID, fk("draft", "blog.Draft"))]},
        {},
    ),
    "a many-to-many gone with its model": (
        {
            "blog": [
                author, post,
                model("Byline", ID, fk("author", "blog.Author"), fk("post", "blog.Post")),
                "migrations.AddField('post', 'authors', models.ManyToManyField('blog.Author', through='blog.Byline'))",
            ]
        },
        {"blog": [author, post]},
    ),
    "a model of another name": ({"blog": [post]}, {"blog": [model("Article", ID, title)]}),
    "options set, changed and gone": (
        {"blog": [model("Post", ID, title, options="{'ordering': ['title'], 'verbose_name': 'post', 'get_latest_by': 'id'}")]},
        {"blog": [model("Post", ID, title, options="{'ordering': ['-title'], 'verbose_name': 'post', 'permissions': [('publish', 'May publish')]}")]},
    ),
    "managed said and not said": (
        {"blog": [model("Post", ID, options="{'managed': True}")]},
        {"blog": [model("Post", ID)]},
    ),
    "a table of another name": (
        {"blog": [post]},
        {"blog": [model("Post", ID, title, options="{'db_table': 'posts'}")]},
    ),
    "a table of its usual name again": (
        {"blog": [model("Post", ID, title, options="{'db_table': 'posts'}")]},
        {"blog": [model("Post", ID, title, options="{'db_table': None}")]},
    ),
    "a comment on a table": (
        {"blog": [post]},
        {"blog": [model("Post", ID, title, options="{'db_table_comment': 'what is written'}")]},
    ),
    "managers": (
        {"blog": [model("Post", ID)]},
        {"blog": [model("Post", ID, managers="[('objects', django.contrib.auth.models.UserManager())]")]},
    ),
    "managers gone": (
        {"blog": [model("Post", ID, managers="[('objects', django.contrib.auth.models.UserManager())]")]},
        {"blog": [model("Post", ID)]},
    ),
    "fields added": (
        {"people": [author], "blog": [post]},
        {"people": [author], "blog": [model("Post", ID, title, field("text", "TextField(blank=True)"), fk("author", "people.Author", ", null=True"), m2m("others", "people.Author", ", related_name='+'"))]},
    ),
    "a field removed": ({"blog": [post]}, {"blog": [model("Post", ID)]}),
    "fields altered": (
        {"blog": [model("Post", ID, title, field("slug", "SlugField(max_length=50)"), field("n", "IntegerField(default=1)"))]},
        {"blog": [model("Post", "('id', models.BigAutoField(primary_key=True))", field("title", "CharField(max_length=200, null=True)"), field("slug", "SlugField()"), field("n", "IntegerField()"))]},
    ),
    "a field of another class": (
        {"blog": [post]},
        {"blog": [model("Post", ID, field("title", "TextField()"))]},
    ),
    "a relation elsewhere": (
        {"people": [author], "blog": [post, model("Note", ID, fk("of", "people.Author"))]},
        {"people": [author], "blog": [post, model("Note", ID, fk("of", "blog.Post"))]},
    ),
    "many-to-many from a foreign key": (
        {"people": [author], "blog": [model("Post", ID, fk("author", "people.Author"))]},
        {"people": [author], "blog": [model("Post", ID, m2m("author", "people.Author"))]},
    ),
    "a foreign key from a many-to-many": (
        {"people": [author], "blog": [model("Post", ID, m2m("author", "people.Author"))]},
        {"people": [author], "blog": [model("Post", ID, fk("author", "people.Author", ", null=True"))]},
    ),
    "a field of another name": (
        {"blog": [post]},
        {"blog": [model("Post", ID, field("headline", "CharField(max_length=100)"))]},
    ),
    "a field of another name in its old column": (
        {"blog": [post]},
        {"blog": [model("Post", ID, field("headline", "CharField(max_length=100, db_column='title')"))]},
    ),
    "a relation to a new model": (
        {"blog": [post]},
        {"blog": [author, model("Post", ID, title, fk("author", "blog.Author", ", null=True"))]},
    ),
    "a relation from a model gone to another one": (
        {"blog": [author, post, model("Note", ID, fk("of", "blog.Author"))]},
        {"blog": [post, model("Note", ID, fk("of", "blog.Post"))]},
    ),
    "a field handed down to a new child": (
        {"blog": [model("Post", ID, title, field("text", "TextField()"))]},
        {
            "blog": [
                post,
                model("Story", "('post_ptr', models.OneToOneField('blog.Post', models.CASCADE, parent_link=True, auto_created=True, primary_key=True, serialize=False))", field("text", "TextField()"), bases="('blog.post',)"),
            ]
        },
    ),
    "unique_together set": (
        {"blog": [model("Post", ID, title, field("date", "DateField()"))]},
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'unique_together': {('title', 'date')}}")]},
    ),
    "unique_together gone": (
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'unique_together': {('title', 'date')}}")]},
        {"blog": [model("Post", ID, title, field("date", "DateField()"))]},
    ),
    "unique_together gone as nothing": (
        {"blog": [model("Post", ID, title, options="{'unique_together': set()}")]},
        {"blog": [post]},
    ),
    "unique_together with a new field for an old one": (
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'unique_together': {('title', 'date')}}")]},
        {"blog": [model("Post", ID, title, field("n", "IntegerField(null=True)"), options="{'unique_together': {('title', 'n')}}")]},
    ),
    "unique_together with one more": (
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'unique_together': {('title', 'date')}}")]},
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'unique_together': {('title', 'date'), ('id', 'title')}}")]},
    ),
    "unique_together while a field of it is altered": (
        {"blog": [model("Post", ID, title, field("date", "DateField()"), options="{'unique_together': {('title', 'date')}}")]},
        {"blog": [model("Post", ID, field("title", "CharField(max_length=100, unique=True)"), field("date", "DateField()"))]},
    ),
    "index_together set and gone": (
        {"blog": [model("Post", ID, title, options="{'index_together': {('id', 'title')}}"), model("Note", ID, title)]},
        {"blog": [model("Post", ID, title), model("Note", ID, title, options="{'index_together': {('id', 'title')}}")]},
    ),
    "unique_together and index_together at once": (
        {"blog": [model("Post", ID, title, field("n", "IntegerField()"), options="{'unique_together': {('n', 'title')}, 'index_together': {('id', 'title')}}")]},
        {"blog": [model("Post", ID, title, field("n", "IntegerField()"), options="{'unique_together': {('title', 'n')}, 'index_together': {('id', 'n')}}")]},
    ),
    "an index for index_together": (
        {"blog": [model("Post", ID, title, options="{'index_together': {('id', 'title')}}")]},
        {"blog": [post, "migrations.AddIndex('post', models.Index(fields=['id', 'title'], name='together'))"]},
    ),
    "indexes added and removed": (
        {"blog": [post, "migrations.AddIndex('post', models.Index(fields=['title'], name='by_title'))"]},
        {"blog": [post, "migrations.AddIndex('post', models.Index(fields=['-title'], name='by_title'))", "migrations.AddIndex('post', models.Index(fields=['id', 'title'], name='by_both'))"]},
    ),
    "an index of another name": (
        {"blog": [post, "migrations.AddIndex('post', models.Index(fields=['title'], name='by_title'))"]},
        {"blog": [post, "migrations.AddIndex('post', models.Index(fields=['title'], name='title_index'))"]},
    ),
    "an index removed with its field": (
        {"blog": [post, "migrations.AddIndex('post', models.Index(fields=['title'], name='by_title'))"]},
        {"blog": [model("Post", ID)]},
    ),
    "an index added with its field": (
        {"people": [author], "blog": [model("Post", ID)]},
        {"people": [author], "blog": [model("Post", ID, title, fk("author", "people.Author", ", null=True")), "migrations.AddIndex('post', models.Index(fields=['author', 'title'], name='by_title'))"]},
    ),
    "constraints added, removed and changed": (
        {
            "blog": [
                model("Post", ID, title, field("n", "IntegerField()")),
                "migrations.AddConstraint('post', models.UniqueConstraint(fields=('title',), name='gone'))",
                "migrations.AddConstraint('post', models.UniqueConstraint(fields=('title', 'n'), name='changed'))",
            ]
        },
        {
            "blog": [
                model("Post", ID, title, field("n", "IntegerField()")),
                "migrations.AddConstraint('post', models.UniqueConstraint(fields=('n', 'title'), name='changed'))",
                "migrations.AddConstraint('post', models.UniqueConstraint(fields=('n',), name='new', condition=models.Q(('n__gt', 1))))",
            ]
        },
    ),
    "a constraint with another message": (
        {"blog": [post, "migrations.AddConstraint('post', models.UniqueConstraint(fields=('title',), name='one'))"]},
        {"blog": [post, "migrations.AddConstraint('post', models.UniqueConstraint(fields=('title',), name='one', violation_error_message='no'))"]},
    ),
    "order_with_respect_to set on a new field": (
        {"people": [author], "blog": [model("Post", ID)]},
        {"people": [author], "blog": [model("Post", ID, fk("author", "people.Author", ", null=True"), options="{'order_with_respect_to': 'author'}")]},
    ),
    "order_with_respect_to gone with its field": (
        {"people": [author], "blog": [model("Post", ID, fk("author", "people.Author"), options="{'order_with_respect_to': 'author'}")]},
        {"people": [author], "blog": [model("Post", ID)]},
    ),
    "a new user model": (
        {},
        {
            "people": [model("User", ID, title, options="{'swappable': 'AUTH_USER_MODEL'}"), model("Aardvark", ID, fk("owner", "people.User"))],
            "blog": [model("Post", ID, "('author', models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE))")],
        },
    ),
    "much at once": (
        {"people": [author], "blog": [post, model("Note", ID, fk("post", "blog.Post"), title), model("Tag", ID, title)]},
        {
            "people": [model("Author", ID, title, m2m("tags", "blog.Tag")), model("Team", ID, m2m("members", "people.Author"))],
            "blog": [
                model("Post", ID, field("title", "CharField(max_length=99)"), fk("team", "people.Team", ", null=True"), options="{'ordering': ['id']}"),
                model("Tag", ID, field("name", "CharField(max_length=100)"), options="{'unique_together': {('id', 'name')}}"),
                model("Comment", ID, fk("post", "blog.Post"), fk("by", "people.Author")),
            ],
        },
    ),
}
