using System.Text.RegularExpressions;

namespace KnowledgeApi.Search;

/// <summary>Questions on what happens in somebody's own manifests: the simulator computes that, no article tells it.</summary>
internal static partial class OnManifests
{
    public const string Hint =
        "What happens in given manifests is computed: POST /api/v1/simulations (simulate_requests) runs a request, POST /api/v1/diagnoses (diagnose_request) says why it fails and what mends it, POST /api/v1/reachability (analyze_reachability) lists who reaches whom.";

    public static bool Asks(string question) => Manifest().IsMatch(question) || Reference().IsMatch(question);

    [GeneratedRegex(
        @"^\s*apiVersion\s*:\s*\S+|^\s*kind\s*:\s*[A-Z]\w+\s*$|\bapiVersion: ?\S+ kind: ?[A-Z]",
        RegexOptions.Multiline
    )]
    private static partial Regex Manifest();

    [GeneratedRegex(
        @"\b(these|this|my|our|the (following|given|attached)|following|attached) (manifests?|yaml( files?)?|network ?polic(y|ies) (let|allow|block))\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Reference();
}
