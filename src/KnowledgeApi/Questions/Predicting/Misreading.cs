using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>A way to get a rule wrong, and what the rule says.</summary>
/// <param name="Why">Which rule was misread, and what it says.</param>
/// <param name="Trace">What would become of the request by the misread rule; null where the rule plays no part.</param>
/// <param name="Telling">Whether a question is worth asking for it; what may be got wrong about any request is not.</param>
internal sealed record Misreading(string Why, Func<Situation, Trace?> Trace, bool Telling = true)
{
    /// <summary>What one must know to see through it.</summary>
    public Subject Subject { get; init; }
}

/// <summary>What a question is about: a topic, and a word in the headings that explain it.</summary>
internal readonly record struct Subject(string Topic, string Word)
{
    public static readonly Subject Services = new("services", "Service");
    public static readonly Subject Names = new("dns", "DNS");
    public static readonly Subject Ingress = new("ingress", "Ingress");
    public static readonly Subject Policies = new("network-policy", "Polic");
}

/// <summary>What somebody would predict who got one rule wrong.</summary>
internal sealed record Misprediction(string Text, Misreading By, Trace Trace)
{
    public string Why => By.Why;
}

/// <summary>All misreadings, the most telling first; each is tried by running the cluster or the request as it was misread.</summary>
internal static class Misreadings
{
    private static readonly ImmutableArray<Misreading> All =
    [
        .. About(Subject.Policies, PolicyMisreadings.Specific),
        .. About(Subject.Services, ServiceMisreadings.Specific),
        .. About(Subject.Names, NameMisreadings.Specific),
        .. About(Subject.Ingress, IngressMisreadings.All),
        .. About(Subject.Policies, PolicyMisreadings.General),
        .. About(Subject.Services, ServiceMisreadings.General),
        .. About(Subject.Names, NameMisreadings.General),
        .. VerdictMisreadings.All,
    ];

    private static IEnumerable<Misreading> About(Subject subject, ImmutableArray<Misreading> misreadings) =>
        misreadings.Select(misreading => misreading with { Subject = subject });

    /// <summary>Wrong predictions that differ from the truth and from one another.</summary>
    public static List<Misprediction> Of(Situation situation, int most = int.MaxValue)
    {
        var truth = Ending.Of(situation.Trace, situation.Objects);
        var found = new List<Misprediction>();
        foreach (var misreading in All)
        {
            if (found.Count == most)
                break;
            if (
                misreading.Trace(situation) is { } trace
                && Ending.Of(trace, situation.Objects) is { } text
                && text != truth
                && !found.Exists(other => other.Text == text)
            )
                found.Add(new(text, misreading, trace));
        }
        return found;
    }
}
