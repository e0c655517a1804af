using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Content.Serving;
using KnowledgeApi.Hosting;

namespace KnowledgeApi.Content.Checking;

/// <summary><c>content check [path] [--strict] [--watch]</c>: problems as <c>file:line: message</c>, then what the folder holds.</summary>
public static class ContentCheckCommand
{
    private static readonly string[] Switches = ["--strict", "--watch"];

    /// <summary>The exit code, or null where the arguments ask for something else.</summary>
    public static async Task<int?> RunAsync(
        string[] args,
        TextWriter output,
        CancellationToken cancellationToken = default
    )
    {
        if (args is not ["content", "check", .. var rest])
            return null;
        var paths = rest.Except(Switches).ToList();
        if (paths.Count > 1 || paths.Exists(path => path.StartsWith('-')))
        {
            await output.WriteLineAsync("usage: content check [path] [--strict] [--watch]");
            return 2;
        }
        var path = ContentFolder.Resolve(paths.Count == 1 ? paths[0] : "content");
        var strict = rest.Contains("--strict");
        var passed = Check(path, strict, output);
        if (rest.Contains("--watch"))
            await foreach (var at in FolderChanges.Of(path, cancellationToken))
            {
                await output.WriteLineAsync(Invariant($"\n{at.ToLocalTime():T}"));
                passed = Check(path, strict, output);
            }
        return passed ? 0 : 1;
    }

    private static bool Check(string path, bool strict, TextWriter output)
    {
        var report = ContentCheck.Run(path, strict);
        foreach (var problem in report.Problems)
            output.WriteLine($"{problem}{(problem.Severity == ProblemSeverity.Warning ? " (warning)" : "")}");
        foreach (var line in Counts(report.Library))
            output.WriteLine(line);
        return report.Passed;
    }

    private static IEnumerable<string> Counts(Library library)
    {
        var words = library.Articles.Sum(article => article.Sections.Sum(section => Words(section.PlainText)));
        yield return Invariant(
            $"{library.Articles.Length} articles, {words} words, {library.Questions.Length} questions, {library.Quizzes.Length} quizzes"
        );
        yield return Invariant(
            $"{library.Scenarios.Length} scenarios, {library.Scenarios.Count(scenario => scenario.IsLab)} labs, {library.Glossary.Length} terms, {library.Flashcards.Length} flashcards"
        );
        yield return "by type: " + Tally(library.Questions.Select(question => Name(question.Type)));
        yield return "by level: " + Tally(library.Questions.Select(question => Name(question.Level)));
        yield return "by topic: " + Tally(library.Questions.Select(question => question.Topic));
    }

    private static string Tally(IEnumerable<string> names) =>
        string.Join(
            ", ",
            names
                .CountBy(name => name)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Invariant($"{pair.Key} {pair.Value}"))
        );

    private static string Name<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value).Trim('"');

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
