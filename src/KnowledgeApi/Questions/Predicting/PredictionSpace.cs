using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KnowledgeApi.Scenarios;
using NetworkSimulator;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>Which question of a scenario: an edit and a Pod that is not Ready, from 1 (0 for none), and a request, from 0.</summary>
internal readonly record struct PredictionNumber(int Edit, int Unready, int Request);

/// <summary>All predictions that one scenario gives: its manifests as written or with one value changed, and every request worth asking.</summary>
internal sealed class PredictionSpace
{
    // Counts up whenever the same number would give another question.
    private const string Version = "2";
    private const int FewestWrong = 2;
    private const int MostWrong = 4;

    private readonly ScenarioDocument scenario;
    private readonly ImmutableArray<SectionReference> sections;
    private readonly string text;
    private readonly ManifestExcerpt manifests;
    private readonly Cluster cluster;
    private readonly List<ManifestEdit> edits;
    private readonly List<string> endpoints;
    private readonly ImmutableArray<Flow> flows;

    private PredictionSpace(
        ScenarioDocument scenario,
        ImmutableArray<SectionReference> sections,
        FrozenSet<string> topics,
        string text,
        ClusterObjects objects,
        ImmutableArray<Flow> written
    )
    {
        (this.scenario, this.sections, Topics, this.text) = (scenario, sections, topics, text);
        manifests = new ManifestExcerpt(text);
        cluster = Cluster.Compile(objects);
        edits = ManifestEdit.Of(text);
        endpoints =
        [
            .. objects.Pods.Where(pod => objects.Services.Any(service => Serves(service, pod))).Select(pod => pod.Key),
        ];
        Written = written.Distinct().Count();
        flows = [.. written.Concat(RequestVariants.Of(objects)).Distinct()];
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Version}\n{text}")))[..6];
    }

    public ScenarioDocument Scenario => scenario;

    public ImmutableArray<SectionReference> Sections => sections;

    /// <summary>Those the content knows; a question is filed under one of them.</summary>
    public FrozenSet<string> Topics { get; }

    /// <summary>Of the manifests: a question of other manifests is another question.</summary>
    public string Hash { get; }

    public int Edits => edits.Count;

    public int Endpoints => endpoints.Count;

    public int Requests => flows.Length;

    /// <summary>How many of the requests the author wrote; they come first.</summary>
    public int Written { get; }

    public static PredictionSpace? Of(
        ScenarioDocument scenario,
        ImmutableArray<SectionReference> sections,
        FrozenSet<string> topics
    )
    {
        if (
            scenario.Manifests is not { Text: var text }
            || ManifestReader.Read(text) is not { IsValid: true, Objects: var objects }
        )
            return null;
        var requests = JsonSerializer.SerializeToElement(scenario.Requests.Select(request => request.Request));
        var space = new PredictionSpace(
            scenario,
            sections,
            topics,
            text,
            objects,
            FlowReader.Read(requests, objects).Flows
        );
        return space.Requests == 0 ? null : space;
    }

    /// <summary>The question of this number; null where it has no such number, or where too few would get it wrong.</summary>
    public Question? Find(PredictionNumber number)
    {
        if (number.Edit > edits.Count || number.Unready > endpoints.Count || number.Request >= flows.Length)
            return null;
        var edit = number.Edit == 0 ? null : edits[number.Edit - 1];
        var unready = number.Unready == 0 ? null : endpoints[number.Unready - 1];
        if (Vary(edit, unready) is not var (objects, manifests) || !Exists(flows[number.Request], objects))
            return null;
        var varied = ReferenceEquals(objects, cluster.Objects) ? cluster : Cluster.Compile(objects);
        var situation = Situation.Of(varied, flows[number.Request]);
        if (
            Ending.Of(situation.Trace, objects) is not { } truth
            || !manifests.Concerns(situation, edit?.Line(text))
            || (unready is not null && !Matters(unready, situation))
        )
            return null;
        var wrong = Misreadings.Of(situation, MostWrong);
        return
            wrong.Count >= FewestWrong
            && wrong.Exists(one => one.By.Telling)
            && manifests.Of(situation, wrong) is { } excerpt
            && Suffices(excerpt, situation.Flow, unready, truth)
            ? new PredictionWriter(this, situation, truth, wrong).Write(Id(number), excerpt, edit is not null, unready)
            : null;
    }

    public string Id(PredictionNumber number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PredictionBank.Prefix}{scenario.Slug}-{Hash}-{number.Edit}-{number.Unready}-{number.Request}"
        );

    private (ClusterObjects, ManifestExcerpt)? Vary(ManifestEdit? edit, string? unready)
    {
        var objects = cluster.Objects;
        var excerpt = manifests;
        if (edit is not null)
        {
            var edited = edit.ApplyTo(text);
            if (ManifestReader.Read(edited) is not { IsValid: true, Objects: var read })
                return null;
            (objects, excerpt) = (read, new ManifestExcerpt(edited));
        }
        return WithUnready(objects, unready) is { } varied ? (varied, excerpt) : null;
    }

    private static ClusterObjects? WithUnready(ClusterObjects objects, string? unready)
    {
        if (unready is null)
            return objects;
        // A changed template gives Pods other names.
        if (!objects.Pods.Any(pod => pod.Key == unready))
            return null;
        return objects with
        {
            Pods = [.. objects.Pods.Select(pod => pod.Key == unready ? pod with { Ready = false } : pod)],
        };
    }

    /// <summary>Whether the reader, who sees the excerpt only, can come to the same ending.</summary>
    private static bool Suffices(string excerpt, Flow flow, string? unready, string truth) =>
        ManifestReader.Read(excerpt) is { IsValid: true, Objects: var read }
        && WithUnready(read, unready) is { } objects
        && Exists(flow, objects)
        && Ending.Of(Situation.Of(Cluster.Compile(objects), flow).Trace, objects) == truth;

    private static bool Exists(Flow flow, ClusterObjects objects) =>
        (flow.From is not FromPod from || objects.Pods.Any(pod => pod.Key == from.Key))
        && (flow.To is not ToPod to || objects.Pods.Any(pod => pod.Key == to.Key));

    // A Pod that nobody would take for a backend is no news.
    private static bool Matters(string key, Situation situation) =>
        situation.Flow.To is ToPod to
            ? to.Key == key
            : situation.Target is { } target
                && situation.Objects.Pods.Any(pod => pod.Key == key && Serves(target, pod));

    private static bool Serves(Service service, Pod pod) =>
        service.Namespace == pod.Namespace && service.Selector?.Matches(pod.Metadata.Labels) == true;
}
