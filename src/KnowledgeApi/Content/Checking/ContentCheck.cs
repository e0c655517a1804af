using System.Collections.Immutable;
using KnowledgeApi.Capacity;
using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;
using KnowledgeApi.Timelines;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Content.Checking;

/// <summary>What a check of a content folder found.</summary>
public sealed record ContentReport(Library Library, ImmutableArray<ContentProblem> Problems)
{
    public bool Passed => Problems.All(problem => problem.Severity == ProblemSeverity.Warning);
}

/// <summary>Everything about a content folder that its author would want to mend before readers see it.</summary>
public static class ContentCheck
{
    /// <param name="strict">Whether what a foreign series may lack counts as an error.</param>
    public static ContentReport Run(string path, bool strict)
    {
        var library = LibraryLoader.Load(path);
        var files = ContentFiles.Read(path, new LoadOptions(), []).Files;
        using var desk = new SimulationDesk(Options.Create(new LimitOptions()));
        var runner = new ScenarioRunner(
            library,
            desk,
            new TimelineRunner(Options.Create(new TimelineOptions())),
            new CapacityRunner(desk, Options.Create(new CapacityOptions()))
        );
        var problems = library
            .Problems.Concat(LinkCheck.Run(library, files, path))
            .Concat(library.Articles.SelectMany(CSharpCheck.Run))
            .Concat(ScenarioCheck.Run(library, runner))
            .Concat(Sources(library))
            .Concat(Citations(library))
            .Select(problem => strict ? problem with { Severity = ProblemSeverity.Error } : problem)
            .OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line);
        return new ContentReport(library, [.. problems]);
    }

    private static IEnumerable<ContentProblem> Sources(Library library) =>
        from article in library.Articles
        where article.Sources.IsEmpty
        select Warning(article.SourceFile, 1, "The article names no source. Add sources to its front matter.");

    private static IEnumerable<ContentProblem> Citations(Library library) =>
        from question in library.Questions
        where question.Provenance == Provenance.Written && question.Sections.IsEmpty
        select Warning(
            question.SourceFile,
            question.Line,
            $"The question \"{question.Id}\" cites no section. Link to the one it rests on."
        );

    internal static ContentProblem Warning(string file, int line, string message) =>
        new(file, line, ProblemSeverity.Warning, message);

    internal static ContentProblem Error(string file, int line, string message) =>
        new(file, line, ProblemSeverity.Error, message);
}
