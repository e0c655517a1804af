using KnowledgeApi.Search;

namespace KnowledgeApi.Questions.FreeText;

/// <summary>Pairs of words of which a statement may hold one or the other, but not either.</summary>
internal static class Opposites
{
    private static readonly Dictionary<string, string> ToOther = new (string Word, string Opposites)[]
    {
        ("allow", "deny forbid block prohibit disallow reject"),
        ("permit", "deny forbid block prohibit"),
        ("accept", "refuse reject"),
        ("open", "closed close shut"),
        ("always", "never"),
        ("before", "after"),
        ("first", "last"),
        ("more", "less fewer"),
        ("most", "least"),
        ("high", "low"),
        ("higher", "lower"),
        ("large", "small"),
        ("larger", "smaller"),
        ("maximum", "minimum"),
        ("upper", "lower"),
        ("increase", "decrease reduce lower"),
        ("rise", "fall drop"),
        ("grow", "shrink"),
        ("add", "remove delete"),
        ("enable", "disable"),
        ("start", "stop end"),
        ("begin", "end"),
        ("fast", "slow"),
        ("faster", "slower"),
        ("internal", "external public"),
        ("private", "public"),
        ("inside", "outside"),
        ("inbound", "outbound"),
        ("incoming", "outgoing"),
        ("ingress", "egress"),
        ("source", "destination"),
        ("sender", "receiver"),
        ("client", "server"),
        ("caller", "callee"),
        ("success", "failure"),
        ("succeed", "fail"),
        ("ready", "unready"),
        ("healthy", "unhealthy"),
        ("available", "unavailable"),
        ("stateful", "stateless"),
        ("synchronous", "asynchronous"),
        ("static", "dynamic"),
        ("mutable", "immutable"),
        ("temporary", "permanent"),
        ("ephemeral", "persistent"),
        ("same", "different other"),
        ("equal", "different unequal"),
        ("possible", "impossible"),
        ("safe", "unsafe dangerous"),
        ("secure", "insecure"),
        ("encrypted", "unencrypted plain"),
        ("valid", "invalid"),
        ("correct", "incorrect wrong"),
        ("true", "false"),
        ("known", "unknown"),
        ("old", "new"),
        ("older", "newer"),
        ("push", "pull"),
        ("read", "write"),
        ("horizontal", "vertical"),
        ("local", "remote"),
        ("global", "local"),
        ("strict", "loose"),
        ("required", "optional"),
        ("mandatory", "optional"),
        ("automatic", "manual"),
        ("automatically", "manually"),
        ("with", "without"),
        ("all", "none"),
        ("everybody", "nobody"),
        ("everything", "nothing"),
        ("keep", "lose drop discard"),
        ("survive", "die"),
        ("cheap", "expensive"),
        ("cheaper", "dearer"),
        ("early", "late"),
        ("earlier", "later"),
        ("up", "down"),
        ("above", "below"),
        ("over", "under"),
        ("left", "right"),
        ("voluntary", "involuntary"),
        ("trusted", "untrusted"),
        ("supported", "unsupported"),
        ("used", "unused"),
        ("good", "bad"),
        ("better", "worse"),
        ("best", "worst"),
        ("win", "lose"),
        ("connect", "disconnect"),
        ("attach", "detach"),
        ("lock", "unlock"),
        ("include", "exclude"),
        ("together", "apart separately"),
    }
        .SelectMany(pair =>
            pair.Opposites.Split(' ').Select(other => (Other: Stem.Of(other), Word: Stem.Of(pair.Word)))
        )
        .Where(pair => pair.Other != pair.Word)
        .GroupBy(pair => pair.Other)
        .ToDictionary(group => group.Key, group => group.First().Word);

    private static readonly HashSet<string> Firsts = [.. ToOther.Values];

    /// <summary>The word under which both are filed, and whether this is the opposite one.</summary>
    public static (string Stem, bool IsOpposite) Of(string stem) =>
        !Firsts.Contains(stem) && ToOther.TryGetValue(stem, out var other) ? (other, true) : (stem, false);
}
