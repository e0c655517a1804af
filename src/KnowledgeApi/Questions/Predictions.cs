using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions.Predicting;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace KnowledgeApi.Questions;

/// <summary>Gives predictions their options and their key, by running the request that they are about.</summary>
public static partial class Predictions
{
    public static Library Complete(Library library, SimulationDesk desk)
    {
        if (!library.Questions.Any(IsOpen))
            return library;
        var compiled = new Dictionary<string, CompiledManifests?>();
        return library.WithQuestions(question => IsOpen(question) ? Complete(question) : question);

        // What cannot be run stays without a key: the check of the content names it.
        Question Complete(Question question)
        {
            if (library.FindScenario(question.ScenarioSlug ?? "") is not { Manifests: { } manifests } scenario)
                return question;
            if (question.Request is not { } number || number < 1 || number > scenario.Requests.Length)
                return question;
            if (!compiled.TryGetValue(scenario.Slug, out var cluster))
                compiled[scenario.Slug] = cluster = desk.Compile(manifests.Text, CancellationToken.None).Value;
            return cluster is null ? question : Run(question, scenario.Requests[number - 1], cluster, desk);
        }
    }

    private static bool IsOpen(Question question) => question is { Type: QuestionType.Predict, Key: null };

    private static Question Run(
        Question question,
        ScenarioRequest request,
        CompiledManifests cluster,
        SimulationDesk desk
    )
    {
        var asked = JsonSerializer.SerializeToElement(new[] { request.Request });
        if (desk.Ask(cluster, asked, CancellationToken.None).Value?.Results is not [var result])
            return question;
        var flow = FlowReader.Read(asked, cluster.Cluster.Objects).Flows[0];
        var wrong = Misreadings.Of(Situation.Of(cluster.Cluster, flow));
        var aboutPods = AsksForPods().IsMatch(question.Prompt.Text);
        var right = aboutPods ? Pods(result) : [Ending(result)];
        var offered = aboutPods ? cluster.Cluster.Objects.Pods.Select(pod => pod.Key).Union(right) : Endings(result);
        return question with { Options = [.. offered.Select(Option)], Key = new OptionsKey(right) };

        Option Option(string name)
        {
            var isRight = right.Contains(name);
            var why = isRight
                ? result.Explanation
                : wrong.FirstOrDefault(one => aboutPods ? Reaches(one, name) : EndsWith(one, name))?.Why;
            return new(
                name,
                new MarkdownText(name),
                isRight,
                why is null ? null : new MarkdownText(why),
                question.Line
            );
        }
    }

    private static bool Reaches(Misprediction one, string pod) =>
        one.Trace.Backends.Any(backend => backend.Name == pod);

    private static bool EndsWith(Misprediction one, string verdict) =>
        one.Trace.Verdict is { } ending && EnumNames<Verdict>.Of(ending) == verdict;

    private static ImmutableArray<string> Pods(SimulationResult result) => result.Backends ?? [];

    private static string Ending(SimulationResult result) =>
        result.Verdict is { } verdict ? EnumNames<Verdict>.Of(verdict) : result.Rcode ?? "";

    private static IEnumerable<string> Endings(SimulationResult result) =>
        result.Verdict is null
            ? Enum.GetNames<Rcode>().Select(name => name.ToUpperInvariant())
            : EnumNames<Verdict>.All;

    [GeneratedRegex(@"\b(which|what|whose) (pods?|replicas?|backends?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForPods();
}
