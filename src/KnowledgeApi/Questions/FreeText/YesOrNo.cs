using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions.FreeText;

/// <summary>A question that wants a yes or a no, and which an answer begins with.</summary>
internal static partial class YesOrNo
{
    public static bool IsAsked(string prompt) => Asking().IsMatch(prompt);

    /// <summary>Null where it begins with neither.</summary>
    public static bool? Of(string answer) =>
        Yes().IsMatch(answer) ? true
        : No().IsMatch(answer) ? false
        : null;

    [GeneratedRegex(
        @"^\W*(is|are|was|were|do|does|did|can|could|will|would|should|must|may|might|has|have|had)(n.t)?\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"^\W*(yes|yep|yeah|yup|true|correct|right|certainly|of course|absolutely|definitely|indeed)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Yes();

    [GeneratedRegex(
        @"^\W*(no|nope|nah|false|wrong|incorrect|never|not at all|not (by|in|at|on|for|from|with|unless|until|if|really|necessarily|yet|directly|automatically)|it (does|is|can|will|would|should) ?n.?o?t)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex No();
}
