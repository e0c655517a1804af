using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Hosting;

namespace KnowledgeApi.Content.Checking;

/// <summary><c>content check [path] [--strict]</c>: problems as <c>file:line: message</c>, then what the folder holds.</summary>
public static class ContentCheckCommand
{
    /// <summary>The exit code, or null where the arguments ask for something else.</summary>
    public static int? Run(string[] args, TextWriter output)
    {
        if (args is not ["content", "check", .. var rest])
            return null;
        var strict = rest.Contains("--strict");
        var paths = rest.Where(argument => argument != "--strict").ToList();
        if (paths.Count > 1 || paths.Exists(path => path.StartsWith('-')))
        {
            output.WriteLine("usage: content check [path] [--strict]");
            return 2;
        }
        var path = ContentFolder.Resolve(paths.Count == 1 ? paths[0] : "content");
        var report = ContentCheck.Run(path, strict);
        foreach (var problem in report.Problems)
            output.WriteLine($"{problem}{(problem.Severity == ProblemSeverity.Warning ? " (warning)" : "")}");
        foreach (var line in Counts(report.Library))
            output.WriteLine(line);
        return report.Passed ? 0 : 1;
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
