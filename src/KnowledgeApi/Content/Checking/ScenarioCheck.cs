using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;

namespace KnowledgeApi.Content.Checking;

/// <summary>Scenarios run as written: requests come out as stated, a lab starts unsolved, its solution solves it, its wrong fixes don't.</summary>
internal static class ScenarioCheck
{
    public static IEnumerable<ContentProblem> Run(Library library, ScenarioRunner runner) =>
        library
            .Scenarios.Where(scenario => scenario.Runnable)
            .SelectMany(scenario => Requests(scenario, runner).Concat(Lab(scenario, runner)));

    private static IEnumerable<ContentProblem> Requests(ScenarioDocument scenario, ScenarioRunner runner)
    {
        if (scenario is { Requests.IsEmpty: true, Timeline: null, Capacity: null })
            yield break;
        var outcome = runner.Run(scenario.Slug, new ScenarioEdits(), CancellationToken.None);
        if (outcome.Value is not { } run)
        {
            foreach (var problem in Faults(scenario, scenario.Manifests!, outcome.Fault!))
                yield return problem;
            yield break;
        }
        foreach (var (request, result) in scenario.Requests.Zip(run.Results))
            if (result.Differences is { } differences)
                yield return ContentCheck.Error(
                    scenario.SourceFile,
                    request.Line,
                    $"The request{Named(request)} does not come out as stated: {string.Join("; ", differences)}."
                );
    }

    private static IEnumerable<ContentProblem> Lab(ScenarioDocument scenario, ScenarioRunner runner)
    {
        if (!scenario.IsLab)
            yield break;
        var untouched = Attempt(scenario, scenario.Manifests!, runner);
        if (untouched.Value is { Solved: true })
            yield return ContentCheck.Error(
                scenario.SourceFile,
                scenario.Goals[0].Line,
                "The lab's goals hold before anything is mended."
            );
        // What the requests show already is not said twice.
        if (untouched.Fault is { } unreadable && scenario.Requests.IsEmpty)
            foreach (var problem in Faults(scenario, scenario.Manifests!, unreadable))
                yield return problem;
        if (untouched.Fault is not null)
            yield break;
        foreach (var problem in scenario.Solution is { } solution ? Solution(scenario, solution, runner) : [])
            yield return problem;
        foreach (var wrong in scenario.WrongFixes)
        {
            var attempt = Attempt(scenario, wrong.File, runner);
            if (attempt.Value is { Solved: true })
                yield return ContentCheck.Error(wrong.File.Path, 1, "The wrong fix meets all goals.");
            else if (attempt.Fault is { } fault)
                foreach (var problem in Faults(scenario, wrong.File, fault))
                    yield return problem;
        }
    }

    private static IEnumerable<ContentProblem> Solution(
        ScenarioDocument scenario,
        ScenarioFile solution,
        ScenarioRunner runner
    )
    {
        var attempt = Attempt(scenario, solution, runner);
        if (attempt.Fault is { } fault)
            return Faults(scenario, solution, fault);
        return scenario
            .Goals.Zip(attempt.Value!.Goals)
            .Where(pair => !pair.Second.Met)
            .Select(pair =>
                ContentCheck.Error(
                    solution.Path,
                    1,
                    $"The solution does not meet the goal{Named(pair.First)}: {string.Join("; ", pair.Second.Differences!.Value)}."
                )
            );
    }

    /// <summary>Each error at its own line: of the manifests, or of the request it is in.</summary>
    private static IEnumerable<ContentProblem> Faults(ScenarioDocument scenario, ScenarioFile manifests, Fault fault)
    {
        var errors = fault.Errors?.OfType<ManifestErrorView>().ToList() ?? [];
        if (errors.Count == 0)
            return [ContentCheck.Error(manifests.Path, 1, $"The scenario cannot be run: {fault.Detail}")];
        return errors.Select(error =>
            RequestOf(scenario, error.Field) is { } request
                ? ContentCheck.Error(scenario.SourceFile, request.Line, Text(error))
                : ContentCheck.Error(manifests.Path, error.Line ?? 1, Text(error))
        );
    }

    private static string Text(ManifestErrorView error) =>
        $"{(error.Field is null ? "" : $"{error.Field}: ")}{error.Message} Expected: {error.Expected}.";

    private static ScenarioRequest? RequestOf(ScenarioDocument scenario, string? field)
    {
        if (field is null || !field.StartsWith("requests[", StringComparison.Ordinal))
            return null;
        var end = field.IndexOf(']', StringComparison.Ordinal);
        return int.TryParse(field.AsSpan("requests[".Length..end), out var index)
            ? scenario.Requests.Concat(scenario.Goals).ElementAtOrDefault(index)
            : null;
    }

    private static Outcome<ScenarioAttempt> Attempt(
        ScenarioDocument scenario,
        ScenarioFile manifests,
        ScenarioRunner runner
    ) => runner.Attempt(scenario, manifests.Text, null, CancellationToken.None);

    private static string Named(ScenarioRequest request) => request.Name is null ? "" : $" \"{request.Name}\"";
}
