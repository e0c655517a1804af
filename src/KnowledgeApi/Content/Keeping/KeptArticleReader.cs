using System.Collections.Immutable;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Content.Keeping;

/// <summary>Reads articles as <see cref="ArticleWriter"/> wrote them.</summary>
internal sealed class KeptArticleReader(BinaryReader file, string home)
{
    // Headings, anchors and topics come up again and again.
    private readonly HashSet<string> shared = [];

    public ReadArticle Read(ArticleMap map)
    {
        shared.Clear();
        var (slug, title, path) = (Shared(), Shared(), Shared());
        var links = new LinkResolver(map, path);
        var part = Number();
        var series = Text();
        var level = (Level)Number();
        var description = Markdown(links)!;
        var (shortAnswer, summary) = (Markdown(links), Markdown(links));
        var takeaways = List(() => Markdown(links)!);
        var (topics, tags) = (List(Shared), List(Shared));
        var sources = List(() => new Source(Shared(), Text(), Text(), Text()));
        var (previous, next) = (Link(), Link());
        var related = List(() => Link()!);
        var hash = Text()!;
        var utf8 = Bytes();
        var body = new ArticleText(utf8, [.. List(Number)], List(Shared), links);
        var sections = Sections(body, utf8, slug, map);
        var article = new Article(body)
        {
            Slug = slug,
            Title = title,
            Url = map.Url(slug),
            SourceFile = path,
            Part = part == int.MinValue ? null : part,
            Series = series,
            Level = level,
            Description = description,
            ShortAnswer = shortAnswer,
            Summary = summary,
            KeyTakeaways = takeaways,
            Topics = topics,
            Tags = tags,
            Sources = sources,
            Previous = previous,
            Next = next,
            Related = related,
            Sections = sections,
            Definitions = List(() => new Definition(Text()!, Markdown(links)!, Shared(), Number())),
            CodeFences = List(() => new CodeFence(Text(), Text()!, Shared(), Number(), Number())),
            Links = List(() => new Link(Text()!, Text()!, (LinkKind)Number(), Number(), Text(), Text())),
            ContentHash = hash,
        };
        return new ReadArticle(article, List(() => Question(article, links)));
    }

    public ContentProblem Problem() => new(Text()!, Number(), (ProblemSeverity)Number(), Text()!);

    public string? Text() => file.ReadBoolean() ? file.ReadString() : null;

    public int Number() => file.Read7BitEncodedInt();

    public ImmutableArray<T> List<T>(Func<T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>(Number());
        for (var i = 0; i < items.Capacity; i++)
            items.Add(read());
        return items.MoveToImmutable();
    }

    private string Shared()
    {
        var text = Text()!;
        if (shared.TryGetValue(text, out var known))
            return known;
        shared.Add(text);
        return text;
    }

    private MarkdownText? Markdown(LinkResolver links) =>
        Text() is { } markdown ? new MarkdownText(markdown, links, Text()) : null;

    private ArticleLink? Link()
    {
        var (title, own, url, slug) = (Text(), file.ReadBoolean(), Text(), Text());
        return title is null ? null : new ArticleLink(title, own ? home + url : url, slug);
    }

    private ImmutableArray<Section> Sections(ArticleText body, byte[] utf8, string slug, ArticleMap map)
    {
        var index = 0;
        var url = map.Url(slug);
        return List(() =>
        {
            var (heading, level, anchor) = (Shared(), Number(), Shared());
            return new Section(body, index++)
            {
                ArticleSlug = slug,
                Heading = heading,
                Level = level,
                Anchor = anchor,
                Path = List(Shared),
                ArticleUrl = url,
                StartLine = Number(),
                EndLine = Number(),
                Units = List(() => Unit(utf8)),
            };
        });
    }

    private Unit Unit(byte[] utf8) => new((UnitKind)Number(), Number(), Number(), Number(), utf8, Number(), Number());

    private Question Question(Article article, LinkResolver links)
    {
        var (id, level, topics) = (Text()!, (Level)Number(), List(Shared));
        var (prompt, answer) = (Markdown(links)!, Markdown(links));
        var (line, answerLine) = (Number(), Number());
        return QuestionFactory.Found(
            id,
            level,
            topics,
            prompt,
            answer,
            article.Sections[Number()].Reference,
            article.SourceFile,
            line,
            answerLine
        );
    }

    private byte[] Bytes() => file.ReadBytes(Number());
}
