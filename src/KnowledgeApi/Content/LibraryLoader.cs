using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>A content folder to a library. Whatever is wrong with the content is a <see cref="ContentProblem"/>, never an exception.</summary>
public static partial class LibraryLoader
{
    public static Library Load(string path, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        var problems = new ConcurrentBag<ContentProblem>();
        var files = ReadFiles(path, options, problems);
        var drafts = Drafts(files, problems);
        var map = new ArticleMap(drafts.ToDictionary(draft => draft.File.Path, draft => draft.Slug), options.BaseUrl);
        var articles = new Article[drafts.Count];
        Parallel.For(0, drafts.Count, i => articles[i] = ArticleReader.Read(drafts[i], map));
        return new Library(
            new LibraryParts
            {
                Revision = Revision(files),
                Articles =
                [
                    .. articles
                        .OrderBy(article => article.Part ?? int.MaxValue)
                        .ThenBy(article => article.SourceFile, StringComparer.Ordinal),
                ],
                Questions = [],
                Quizzes = [],
                Flashcards = [],
                Glossary = [],
                Scenarios = [],
                Topics = [],
                Problems =
                [
                    .. problems
                        .OrderBy(problem => problem.File, StringComparer.Ordinal)
                        .ThenBy(problem => problem.Line),
                ],
            }
        );
    }

    private static List<SourceFile> ReadFiles(string root, LoadOptions options, ConcurrentBag<ContentProblem> problems)
    {
        var paths = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        var files = new SourceFile?[paths.Count];
        Parallel.For(
            0,
            paths.Count,
            i =>
            {
                var (file, problem) = SourceFile.Decode(paths[i], File.ReadAllBytes(Path.Combine(root, paths[i])));
                files[i] = file;
                if (problem is not null)
                    problems.Add(problem);
            }
        );
        return [.. files.OfType<SourceFile>()];
    }

    private static List<ArticleDraft> Drafts(List<SourceFile> files, ConcurrentBag<ContentProblem> problems)
    {
        var drafts = new List<ArticleDraft>();
        foreach (var file in files.Where(file => file.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)))
        {
            var found = new List<ContentProblem>();
            var (frontMatter, body) = FrontMatter.Split(file, found);
            found.ForEach(problems.Add);
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var number = LeadingNumber().Match(name);
            var slug = frontMatter.String("slug") ?? Slugger.ForAddress(number.Success ? name[number.Length..] : name);
            var title = frontMatter.String("title") ?? Outline.FirstTitle(MarkdownReader.Parse(body.Markdown)) ?? name;
            drafts.Add(new ArticleDraft(file, frontMatter, body, slug, title, frontMatter.Integer("part")));
        }
        return drafts;
    }

    private static string Revision(List<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Hash}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [GeneratedRegex(@"^\d+[-_. ]+(?=.)")]
    private static partial Regex LeadingNumber();
}
