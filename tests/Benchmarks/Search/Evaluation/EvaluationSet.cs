using KnowledgeApi.Content;

namespace KnowledgeApi.Search.Evaluation;

/// <summary>A question, and the places any of which answers it; none where the content does not.</summary>
/// <param name="IsHeldOut">Every second question is only counted, never looked at while tuning.</param>
public sealed record EvaluationQuestion(string Kind, string Text, IReadOnlyList<string> Places, bool IsHeldOut);

/// <summary>Some articles and the questions on them.</summary>
public sealed class EvaluationSet : IDisposable
{
    private readonly OpenedSearch search;

    private EvaluationSet(string name, Library library, IReadOnlyList<EvaluationQuestion> questions)
    {
        Name = name;
        Library = library;
        Questions = questions;
        search = new(library);
        Answers = new AnswerService(library, Engine, search.Rows);
    }

    public string Name { get; }

    public Library Library { get; }

    public IReadOnlyList<EvaluationQuestion> Questions { get; }

    public SearchEngine Engine => search.Engine;

    public AnswerService Answers { get; }

    /// <summary>The articles written for evaluation alone, one article of the series, and the whole series.</summary>
    public static IEnumerable<EvaluationSet> All(string root)
    {
        var here = Path.Combine(root, "tests/Benchmarks/Search/Evaluation");
        yield return new(
            "foreign",
            LibraryLoader.Load(Path.Combine(here, "Foreign")),
            Read(Path.Combine(here, "Questions/foreign"))
        );
        var one = Directory.CreateTempSubdirectory("evaluation-content-").FullName;
        Directory.CreateDirectory(Path.Combine(one, "articles"));
        foreach (var file in (string[])["articles/07-kubernetes-networking.md", "glossary.md"])
            File.Copy(Path.Combine(root, "content", file), Path.Combine(one, file));
        yield return new("networking", LibraryLoader.Load(one), Read(Path.Combine(here, "Questions/networking")));
        Directory.Delete(one, recursive: true);
        yield return new(
            "series",
            LibraryLoader.Load(Path.Combine(root, "content")),
            Read(Path.Combine(here, "Questions/series"))
        );
    }

    /// <summary>Articles and questions from anywhere: <c>content/</c> and <c>questions/*.txt</c> of a folder.</summary>
    public static EvaluationSet In(string folder) =>
        new(
            Path.GetFileName(folder),
            LibraryLoader.Load(Path.Combine(folder, "content")),
            Read(Path.Combine(folder, "questions"))
        );

    public void Dispose() => search.Dispose();

    // A line is "slug#anchor, slug#anchor | question", or the question alone where nothing answers it.
    private static List<EvaluationQuestion> Read(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*.txt")
                .Order(StringComparer.Ordinal)
                .SelectMany(file =>
                    File.ReadLines(file)
                        .Select(
                            (line, i) =>
                                line.Split(" | ", 2) is [var places, var text]
                                    ? Question(file, text, places.Split(", "), i)
                                    : Question(file, line, [], i)
                        )
                ),
        ];

    private static EvaluationQuestion Question(string file, string text, string[] places, int line) =>
        new(Path.GetFileNameWithoutExtension(file), text, places, line % 2 == 1);
}
