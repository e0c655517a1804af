using KnowledgeApi.Scenarios;

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
            yield return ContentCheck.Error(
                scenario.Manifests!.Path,
                1,
                $"The scenario cannot be run: {outcome.Fault!.Detail}"
            );
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
        if (Attempt(scenario, scenario.Manifests!, runner) is { Solved: true })
            yield return ContentCheck.Error(
                scenario.SourceFile,
                scenario.Goals[0].Line,
                "The lab's goals hold before anything is mended."
            );
        if (scenario.Solution is { } solution)
        {
            var attempt = Attempt(scenario, solution, runner);
            if (attempt is null)
                yield return ContentCheck.Error(solution.Path, 1, "The solution cannot be run.");
            else
                foreach (var (goal, result) in scenario.Goals.Zip(attempt.Goals).Where(pair => !pair.Second.Met))
                    yield return ContentCheck.Error(
                        solution.Path,
                        1,
                        $"The solution does not meet the goal{Named(goal)}: {string.Join("; ", result.Differences!.Value)}."
                    );
        }
        foreach (var wrong in scenario.WrongFixes)
            if (Attempt(scenario, wrong.File, runner) is null or { Solved: true })
                yield return ContentCheck.Error(wrong.File.Path, 1, "The wrong fix meets all goals, or cannot be run.");
    }

    private static ScenarioAttempt? Attempt(ScenarioDocument scenario, ScenarioFile manifests, ScenarioRunner runner) =>
        runner.Attempt(scenario, manifests.Text, null, CancellationToken.None).Value;

    private static string Named(ScenarioRequest request) => request.Name is null ? "" : $" \"{request.Name}\"";
}
