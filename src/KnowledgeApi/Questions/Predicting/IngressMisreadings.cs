using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>What people get wrong about hosts and paths of an Ingress.</summary>
internal static class IngressMisreadings
{
    public static ImmutableArray<Misreading> All { get; } =
    [
        new(
            "That compares paths letter by letter. `Prefix` compares whole elements between slashes.",
            situation =>
                Rules(
                    situation,
                    (rule, asked) =>
                        rule with
                        {
                            Paths =
                            [
                                .. rule.Paths,
                                .. rule
                                    .Paths.Where(path =>
                                        path is { PathType: PathType.Prefix, Path.Length: > 1 }
                                        && asked.StartsWith(path.Path.TrimEnd('/'), StringComparison.Ordinal)
                                        && !asked.StartsWith(path.Path.TrimEnd('/') + "/", StringComparison.Ordinal)
                                        && asked != path.Path.TrimEnd('/')
                                    )
                                    .Select(path => path with { Path = asked, PathType = PathType.Exact }),
                            ],
                        }
                )
        ),
        new(
            "That reads `Exact` as `Prefix`. `Exact` takes that very path and nothing below it.",
            situation => PathTypes(situation, PathType.Exact, PathType.Prefix)
        ),
        new(
            "That reads `Prefix` as `Exact`. `Prefix` takes everything below the path as well.",
            situation => PathTypes(situation, PathType.Prefix, PathType.Exact)
        ),
        new(
            "That takes the first rule that fits. The longest path that matches wins, wherever it stands.",
            situation =>
                Rules(
                    situation,
                    (rule, asked) =>
                        rule.Paths.FirstOrDefault(path =>
                            path.PathType == PathType.Prefix
                            && (asked + "/").StartsWith(path.Path.TrimEnd('/') + "/", StringComparison.Ordinal)
                        )
                            is { } first
                            ? rule with
                            {
                                Paths = [first],
                            }
                            : rule
                )
        ),
        new(
            "That leaves the host out. A rule with a host takes requests for that host only.",
            situation => Rules(situation, (rule, _) => rule with { Host = "" })
        ),
    ];

    private static Trace? PathTypes(Situation situation, PathType from, PathType to) =>
        Rules(
            situation,
            (rule, _) =>
                rule with
                {
                    Paths = [.. rule.Paths.Select(path => path.PathType == from ? path with { PathType = to } : path)],
                }
        );

    private static Trace? Rules(Situation situation, Func<IngressRule, string, IngressRule> misread)
    {
        if (
            situation.Objects.Ingresses.IsEmpty || situation is not { Flow.From: FromExternal, Url.Url.Path: var asked }
        )
            return null;
        return situation.In(
            situation.Objects with
            {
                Ingresses =
                [
                    .. situation.Objects.Ingresses.Select(ingress =>
                        ingress with
                        {
                            Rules = [.. ingress.Rules.Select(rule => misread(rule, asked))],
                        }
                    ),
                ],
            }
        );
    }
}
