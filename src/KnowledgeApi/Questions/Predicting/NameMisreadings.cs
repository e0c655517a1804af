using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>What people get wrong about names in the cluster.</summary>
internal static class NameMisreadings
{
    public static ImmutableArray<Misreading> Specific { get; } =
    [
        new(
            "That lets a bare Service name work everywhere. The search path completes it with the caller's own namespace; from elsewhere the namespace must be named.",
            situation =>
                situation is { Trace.Verdict: Verdict.Unresolved, Url: { } url, Target: { } target }
                    ? situation.Asking(url with { Url = url.Url with { Host = $"{target.Name}.{target.Namespace}" } })
                    : null
        ),
        new(
            "That makes the endpoints decide whether a name exists. The name of a Service with a cluster IP resolves whether or not any Pod is ready.",
            situation =>
                situation is { Trace.Verdict: Verdict.Refused, Url: not null, Target: { } target, HasPort: true }
                    ? situation.In(
                        situation.Objects with
                        {
                            Services = [.. situation.Objects.Services.Where(s => s.Key != target.Key)],
                        }
                    )
                    : null
        ),
    ];

    public static ImmutableArray<Misreading> General { get; } =
    [
        new(
            "That leaves the search path out. A name without a dot at its end is first tried with the endings of the caller's `resolv.conf`.",
            situation =>
                situation.Url is { Url: { Address.IsNone: true, Host: var host } } url
                && situation.Callers.Any()
                && situation.Trace.Verdict != Verdict.Unresolved
                && !host.EndsWith('.')
                && host.Count(c => c == '.') < 3
                    ? situation.Asking(url with { Url = url.Url with { Host = host + "." } })
                    : null,
            Telling: false
        ),
    ];
}
