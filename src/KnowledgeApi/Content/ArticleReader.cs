using System.Collections.Immutable;
using KnowledgeApi.Questions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content;

/// <summary>An article whose slug is settled and whose body is yet to be read.</summary>
/// <param name="FileTitle">A title made of the file's name, where nothing better is found.</param>
internal sealed record ArticleDraft(SourceFile File, FrontMatter FrontMatter, string Slug, string FileTitle, int? Part);

/// <summary>An article and the questions in it, which may still be merged with equal ones.</summary>
internal sealed record ReadArticle(Article Article, ImmutableArray<Question> Questions);

/// <summary>A file's body to an article.</summary>
internal sealed class ArticleReader
{
    private const int LongestDescription = 300;

    private readonly ArticleDraft draft;
    private readonly ArticleMap map;
    private readonly LinkResolver links;
    private readonly Outline outline;
    private readonly List<QuestionBlock> blocks;
    private readonly List<QuestionDraft> faq;
    private readonly ICollection<ContentProblem> problems;

    private ArticleReader(ArticleDraft draft, ArticleMap map, ICollection<ContentProblem> problems)
    {
        (this.draft, this.map, this.problems) = (draft, map, problems);
        links = new LinkResolver(map, draft.File.Path);
        var body = FrontMatter.BodyOf(draft.File);
        string? heading = null;
        if (draft.File.IsPlainText)
            (body, heading) = TextArticle.ToMarkdown(body);
        else
            body = SiteMarkup.ToMarkdown(body);
        if (body.Markdown.AsSpan().Trim().IsEmpty)
            problems.Add(new(draft.File.Path, 1, ProblemSeverity.Warning, "The article is empty."));
        (blocks, body) = QuestionBlocks.Extract(body, links, draft.File.Path, problems);
        outline = new Outline(body, draft.FrontMatter.String("title") ?? heading, draft.FileTitle);
        faq = FaqReader.Read(outline);
        foreach (var fence in outline.Document.Descendants<FencedCodeBlock>())
            if (fence.ClosingFencedCharCount == 0)
                problems.Add(
                    new(
                        draft.File.Path,
                        outline.Body.LineAt(fence.Span.Start),
                        ProblemSeverity.Warning,
                        $"The code fence is not closed, so what follows is code too; end it with a line of {new string(fence.FencedChar, fence.OpeningFencedCharCount)}."
                    )
                );
    }

    public static ReadArticle Read(ArticleDraft draft, ArticleMap map, ICollection<ContentProblem> problems) =>
        new ArticleReader(draft, map, problems).Read();

    private ReadArticle Read()
    {
        var metadata = new MetadataReader(outline, draft.FrontMatter, links);
        var level = LevelReader.Read(draft.FrontMatter, draft.File.Path, Level.Mid, problems);
        var topics = Topics(metadata);
        var questions = faq.ToLookup(question => question.Entry);
        var (utf8, sectionEnds, units) = PackedText.Of(
            outline.Body.Markdown,
            [.. outline.Entries.Select(entry => entry.Start)],
            outline.Entries.Select((entry, i) => UnitReader.Read(entry.Blocks, outline.Body, [.. questions[i]]))
        );
        var text = new ArticleText(utf8, sectionEnds, [.. outline.Entries.Select(entry => entry.Anchor)], links);
        var sections = Sections(text, units);
        var shortAnswer = metadata.TextUnder(HeadingRole.ShortAnswer);
        var summary = metadata.TextUnder(HeadingRole.Summary);
        var article = new Article(text)
        {
            Slug = draft.Slug,
            Title = outline.Title,
            Url = map.Url(draft.Slug),
            SourceFile = draft.File.Path,
            Part = draft.Part,
            Series = draft.FrontMatter.String("series"),
            Level = level,
            Description = Description(shortAnswer ?? summary, sections),
            ShortAnswer = shortAnswer,
            Summary = summary,
            KeyTakeaways = metadata.Takeaways,
            Topics = topics,
            Tags = metadata.Tags,
            Sources = metadata.Sources,
            Previous = metadata.Previous,
            Next = metadata.Next,
            Related = metadata.Related,
            Sections = sections,
            Definitions = Definitions(),
            CodeFences = CodeFences(),
            Links = Links(),
            ContentHash = draft.File.Hash,
        };
        var owner = new QuestionOwner(draft.Slug, draft.File.Path, level, topics, links);
        return new ReadArticle(
            article,
            [
                .. faq.Select(question => QuestionFactory.FromText(question, owner, sections[question.Entry].Reference))
                    .Concat(
                        blocks.Select(block =>
                            QuestionFactory.FromBlock(block, owner, SectionAt(sections, block.Line).Reference, problems)
                        )
                    )
                    .OrderBy(question => question.Line),
            ]
        );
    }

    // A question must belong somewhere: where no topic is named, tags serve, else the article is its own topic.
    private ImmutableArray<string> Topics(MetadataReader metadata) =>
        metadata.Topics is { IsEmpty: false } topics ? topics
        : metadata.Tags is { IsEmpty: false } tags ? tags
        : [draft.Slug];

    private MarkdownText Description(MarkdownText? shortAnswer, ImmutableArray<Section> sections)
    {
        if (draft.FrontMatter.String("description", "summary", "excerpt", "subtitle") is { } own)
            return new MarkdownText(own, links);
        var text =
            shortAnswer?.Text
            ?? sections
                .SelectMany(section => section.Units)
                .Where(unit => unit.Kind == UnitKind.Paragraph)
                .Select(unit => unit.Text)
                // What a site's generator would replace.
                .FirstOrDefault(paragraph => !paragraph.StartsWith("{%", StringComparison.Ordinal), "");
        text = text.Split('\n')[0];
        if (text.Length > LongestDescription)
            text = Shortened(text);
        return new MarkdownText(text, links);
    }

    // Chinese and Japanese have no spaces to cut at.
    private static string Shortened(string text)
    {
        var space = text.LastIndexOf(' ', LongestDescription);
        return space > 0 ? text[..space] + " …"
            : char.IsHighSurrogate(text[LongestDescription - 1]) ? text[..(LongestDescription - 1)] + "…"
            : text[..LongestDescription] + "…";
    }

    private ImmutableArray<Section> Sections(ArticleText text, ImmutableArray<ImmutableArray<Unit>> units)
    {
        var body = outline.Body;
        var sections = ImmutableArray.CreateBuilder<Section>(outline.Entries.Count);
        var path = new List<(string Heading, int Level)>();
        var url = map.Url(draft.Slug);
        for (var i = 0; i < outline.Entries.Count; i++)
        {
            var entry = outline.Entries[i];
            path.RemoveAll(above => above.Level >= entry.Level);
            path.Add((entry.Text, entry.Level));
            var last = body
                .Markdown.AsSpan(0, i + 1 < outline.Entries.Count ? outline.Entries[i + 1].Start : body.Markdown.Length)
                .TrimEnd()
                .Length;
            sections.Add(
                new Section(text, i)
                {
                    ArticleSlug = draft.Slug,
                    Heading = entry.Text,
                    Level = entry.Level,
                    Anchor = entry.Anchor,
                    Path = [.. path.Select(above => above.Heading).Prepend(outline.Title).Distinct()],
                    ArticleUrl = url,
                    StartLine = entry.StartLine,
                    EndLine = Math.Max(entry.StartLine, body.LineAt(Math.Max(0, last - 1))),
                    Units = units[i],
                }
            );
        }
        return sections.MoveToImmutable();
    }

    private static Section SectionAt(ImmutableArray<Section> sections, int line) =>
        sections.LastOrDefault(section => section.StartLine <= line) ?? sections[0];

    private ImmutableArray<Definition> Definitions() =>
        [
            .. DefinitionReader
                .Read(outline)
                .Select(found => new Definition(
                    found.Term,
                    new MarkdownText(found.Text, links),
                    outline.Entries[found.Entry].Anchor,
                    found.Line
                )),
        ];

    private ImmutableArray<CodeFence> CodeFences() =>
        [
            .. outline.Entries.SelectMany(entry =>
                entry
                    .Blocks.SelectMany(block => block is CodeBlock own ? [own] : block.Descendants<CodeBlock>())
                    .Select(code => new CodeFence(
                        (code as FencedCodeBlock)?.Info is { Length: > 0 } language
                            ? language.ToLowerInvariant()
                            : null,
                        code.Lines.ToString().TrimEnd(),
                        entry.Anchor,
                        outline.Body.LineAt(code.Span.Start),
                        outline.Body.LineAt(code.Span.End)
                    ))
            ),
        ];

    private ImmutableArray<Link> Links() =>
        [
            .. outline
                .Document.Descendants<LinkInline>()
                .Where(link => link.Url is { Length: > 0 })
                .Select(link =>
                    ToLink(
                        MarkdownReader.PlainText(link),
                        link.Url!,
                        outline.Body.LineAt(link.Span.Start),
                        link.IsImage
                    )
                ),
            .. outline
                .Document.Descendants<AutolinkInline>()
                .Where(link => !link.IsEmail)
                .Select(link => ToLink(link.Url, link.Url, outline.Body.LineAt(link.Span.Start), isImage: false)),
        ];

    private Link ToLink(string text, string url, int line, bool isImage)
    {
        var target = links.Resolve(url);
        var kind =
            isImage ? LinkKind.Image
            : url[0] == '#' ? LinkKind.Anchor
            : LinkResolver.IsExternal(url) ? LinkKind.External
            : LinkKind.Relative;
        return target is { Kind: LinkTargetKind.Article }
            ? new Link(text, url, kind, line, target.Slug, target.Anchor)
            : new Link(text, url, kind, line);
    }
}
