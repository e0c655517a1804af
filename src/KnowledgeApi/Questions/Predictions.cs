using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;
using NetworkSimulator.Flows;

namespace KnowledgeApi.Questions;

/// <summary>Gives predictions their options and their key, by running the request that they are about.</summary>
public static partial class Predictions
{
    public static Library Complete(Library library, SimulationDesk desk)
    {
        var compiled = new Dictionary<string, CompiledManifests?>();
        return library.WithQuestions(question =>
            question is { Type: QuestionType.Predict, Key: null } ? Complete(question) : question
        );

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

    private static Question Run(
        Question question,
        ScenarioRequest request,
        CompiledManifests cluster,
        SimulationDesk desk
    )
    {
        var asked = JsonSerializer.SerializeToElement(new[] { request.Request });
        if (desk.Ask(cluster, asked, CancellationToken.None).Value?.Report.Results is not [var result])
            return question;
        var right = AsksForPods().IsMatch(question.Prompt.Text) ? Pods(result) : [Ending(result)];
        var offered = AsksForPods().IsMatch(question.Prompt.Text)
            ? cluster.Cluster.Objects.Pods.Select(pod => $"{pod.Namespace}/{pod.Name}").Union(right)
            : Endings(result);
        return question with
        {
            Options = [.. offered.Select(name => Option(name, right.Contains(name), result, question))],
            Key = new OptionsKey(right),
        };
    }

    private static ImmutableArray<string> Pods(SimulationResult result) => result.Backends ?? [];

    private static string Ending(SimulationResult result) =>
        result.Verdict is { } verdict ? EnumNames<Verdict>.Of(verdict) : result.Rcode ?? "";

    private static IEnumerable<string> Endings(SimulationResult result) =>
        result.Verdict is null
            ? Enum.GetNames<Rcode>().Select(name => name.ToUpperInvariant())
            : EnumNames<Verdict>.All;

    private static Option Option(string name, bool isRight, SimulationResult result, Question question) =>
        new(
            name,
            new MarkdownText(name),
            isRight,
            isRight ? new MarkdownText(result.Explanation) : null,
            question.Line
        );

    [GeneratedRegex(@"\b(which|what|whose) (pods?|replicas?|backends?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForPods();
}
