using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Content;

/// <summary>A content folder to a library. Whatever is wrong with the content is a <see cref="ContentProblem"/>, never an exception.</summary>
public static partial class LibraryLoader
{
    public static Library Load(string path, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        var problems = new ConcurrentBag<ContentProblem>();
        var content = ContentFiles.Read(path, options, problems);
        var files = content.Files.ToLookup(file => FileKinds.Of(file.Path));

        var drafts = Drafts([.. files[FileKind.Article]], problems);
        var scenarioFiles = files[FileKind.Scenario].ToList();
        var map = new ArticleMap(
            drafts.Select(draft => KeyValuePair.Create(draft.File.Path, draft.Slug)),
            scenarioFiles.Select(file => KeyValuePair.Create(file.Path, ScenarioReader.SlugOf(file))),
            options.BaseUrl
        );

        var articles = Each(
            drafts,
            draft => draft.File.Path,
            problems,
            (draft, found) => ArticleReader.Read(draft, map, found)
        );
        var beside = files[FileKind.ScenarioPart].ToLookup(file => Folder(file.Path));
        var scenarios = Each(
            scenarioFiles,
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
            content.Revision,
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

    [GeneratedRegex(@"^(\d{1,6})[-_. ]+(?=.)")]
    private static partial Regex LeadingNumber();
}
