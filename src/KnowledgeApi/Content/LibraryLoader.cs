using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using KnowledgeApi.Content.Keeping;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Content;

/// <summary>A content folder to a library. Whatever is wrong with the content is a <see cref="ContentProblem"/>, never an exception.</summary>
public static partial class LibraryLoader
{
    public static Library Load(string root, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        var problems = new ConcurrentBag<ContentProblem>();
        return options.ArticleStore is { } path
            ? LoadKept(root, options, new ArticleStore(path, RevisionOf(root, options), options.BaseUrl), problems)
            : Load(ContentFiles.Read(root, options, problems), options, problems, store: null);
    }

    private static Library LoadKept(
        string root,
        LoadOptions options,
        ArticleStore store,
        ConcurrentBag<ContentProblem> problems
    )
    {
        var others = ContentFiles.Read(root, options, problems, path => FileKinds.Of(path) != FileKind.Article);
        var scenarios = Scenarios(others.Files.ToLookup(file => FileKinds.Of(file.Path)));
        if (store.Read(scenarios) is not { } kept)
        {
            problems.Clear();
            return Load(ContentFiles.Read(root, options, problems), options, problems, store);
        }
        var parsed = kept
            .Slugs.Zip(kept.Articles)
            .Where(pair => pair.Second is null)
            .ToDictionary(pair => pair.First.Key, pair => pair.First.Value);
        var again = ContentFiles.Read(root, options, problems, parsed.ContainsKey);
        var drafts = Each(
            [.. again.Files],
            file => file.Path,
            problems,
            (file, found) => Draft(file, found) with { Slug = parsed[file.Path] }
        );
        var articles = kept.Articles.OfType<ReadArticle>().Concat(Articles(drafts, kept.Map, problems));
        foreach (var problem in kept.Problems)
            problems.Add(problem);
        return Build(
            [.. articles.OrderBy(read => read.Article.SourceFile, StringComparer.Ordinal)],
            others.Files,
            kept.Map,
            store.Revision,
            problems
        );
    }

    private static Library Load(
        ContentFiles content,
        LoadOptions options,
        ConcurrentBag<ContentProblem> problems,
        ArticleStore? store
    )
    {
        var files = content.Files.ToLookup(file => FileKinds.Of(file.Path));
        var drafts = Drafts([.. files[FileKind.Article]], problems);
        var slugs = drafts.ConvertAll(draft => KeyValuePair.Create(draft.File.Path, draft.Slug));
        var map = new ArticleMap(slugs, Scenarios(files), options.BaseUrl);
        var articles = Articles(drafts, map, problems);
        store?.Write(slugs, articles, problems);
        List<SourceFile> others = [.. content.Files.Where(file => FileKinds.Of(file.Path) != FileKind.Article)];
        return Build(articles, others, map, content.Revision, problems);
    }

    private static List<ReadArticle> Articles(
        List<ArticleDraft> drafts,
        ArticleMap map,
        ConcurrentBag<ContentProblem> problems
    ) => Each(drafts, draft => draft.File.Path, problems, (draft, found) => ArticleReader.Read(draft, map, found));

    private static IEnumerable<KeyValuePair<string, string>> Scenarios(ILookup<FileKind, SourceFile> files) =>
        files[FileKind.Scenario].Select(file => KeyValuePair.Create(file.Path, ScenarioReader.SlugOf(file)));

    private static Library Build(
        List<ReadArticle> articles,
        IEnumerable<SourceFile> content,
        ArticleMap map,
        string revision,
        ConcurrentBag<ContentProblem> problems
    )
    {
        var files = content.ToLookup(file => FileKinds.Of(file.Path));
        var beside = files[FileKind.ScenarioPart].ToLookup(file => Folder(file.Path));
        var scenarios = Each(
            [.. files[FileKind.Scenario]],
            file => file.Path,
            problems,
            (file, found) => ScenarioReader.Read(file, [.. beside[Folder(file.Path)]], map, found)
        );
        var quizzes = Each(
            [.. files[FileKind.Quiz]],
            file => file.Path,
            problems,
            (file, found) => QuizReader.Read(file, Name(file), map, found)
        );
        var glossary = Each(
            [.. files[FileKind.Glossary]],
            file => file.Path,
            problems,
            (file, found) => GlossaryReader.Read(file, map, found)
        );

        return new LibraryBuilder(
            map,
            revision,
            [.. articles],
            [.. scenarios],
            [.. quizzes],
            [.. glossary.SelectMany(terms => terms)],
            problems
        ).Build();
    }

    /// <summary>The revision a library of the folder would have: equal to the last, nothing needs to be loaded again.</summary>
    public static string RevisionOf(string path, LoadOptions? options = null) =>
        ContentFiles.RevisionOf(path, options ?? new LoadOptions());

    /// <summary>Reads all items, each by itself: one that cannot be read costs no other.</summary>
    private static List<TResult> Each<TItem, TResult>(
        List<TItem> items,
        Func<TItem, string> path,
        ConcurrentBag<ContentProblem> problems,
        Func<TItem, List<ContentProblem>, TResult> read
    )
        where TResult : notnull
    {
        var results = new object?[items.Count];
        Parallel.For(
            0,
            items.Count,
            i =>
            {
                var found = new List<ContentProblem>();
                try
                {
                    results[i] = read(items[i], found);
                }
                // Parsers of hostile text fail in ways of their own, such as too deep a nesting.
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    found.Add(SourceFile.LeftOut(path(items[i]), 1, $"cannot be parsed ({e.Message.TrimEnd('.')})"));
                }
                found.ForEach(problems.Add);
            }
        );
        return [.. results.OfType<TResult>()];
    }

    private static List<ArticleDraft> Drafts(List<SourceFile> files, ConcurrentBag<ContentProblem> problems)
    {
        var drafts = Each(files, file => file.Path, problems, Draft);
        var taken = new Dictionary<string, ArticleDraft>();
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            for (var number = 2; taken.TryGetValue(draft.Slug, out var other); number++)
            {
                if (number == 2)
                    problems.Add(
                        new(
                            draft.File.Path,
                            1,
                            ProblemSeverity.Error,
                            $"The slug \"{draft.Slug}\" is that of {other.File.Path} too; this article is served under another. Give it a slug in front matter."
                        )
                    );
                draft = draft with { Slug = $"{drafts[i].Slug}-{number}" };
            }
            taken.Add(draft.Slug, draft);
            drafts[i] = draft;
        }
        return drafts;
    }

    private static ArticleDraft Draft(SourceFile file, List<ContentProblem> problems)
    {
        var (frontMatter, _) = FrontMatter.Split(file, problems);
        problems.AddRange(frontMatter.Misfits(file.Path));
        var name = Name(file);
        var own = frontMatter.String("slug") is { } slug ? Slugger.ForAddress(slug) : "";
        var part = frontMatter.Integer("part", "order", "weight", "nav_order", "sidebar_position", "chapter");
        var number = LeadingNumber().Match(file.Name);
        if (part is null && number.Success && int.TryParse(number.Groups[1].ValueSpan, out var numbered))
            part = numbered;
        return new ArticleDraft(file, frontMatter, own.Length > 0 ? own : name, Title(name), part);
    }

    /// <summary>The file name less its number, as a slug.</summary>
    private static string Name(SourceFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name);
        var slug = Slugger.ForAddress(LeadingNumber().Replace(name, ""));
        return slug.Length > 0 ? slug : QuestionText.OptionId(name);
    }

    private static string Title(string slug)
    {
        var words = slug.Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    [GeneratedRegex(@"^(?:\d{4}-\d{2}-\d{2}|(\d{1,6}))[-_. ]+(?=.)")]
    private static partial Regex LeadingNumber();
}
