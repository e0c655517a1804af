using System.Text.RegularExpressions;

namespace KnowledgeApi.Search;

/// <summary>The kind of value a question is after: without one no quotation answers it, however much it speaks of the matter.</summary>
internal sealed partial record AskedValue(Regex? Form)
{
    private static readonly AskedValue Anything = new((Regex?)null);

    // The more special kind first: "how much does it cost" is after a price.
    private static readonly (Regex Asked, AskedValue Value)[] Kinds =
    [
        (Price(), new(Amount())),
        (Yaml(), new(Manifest())),
        (Version(), new(VersionNumber())),
        (When(), new(Date())),
        (Default(), new(DefaultValue())),
        (HowMany(), new(Number())),
    ];

    public static AskedValue Of(string question) =>
        Kinds.Where(kind => kind.Asked.IsMatch(question)).Select(kind => kind.Value).FirstOrDefault(Anything);

    public bool StandsIn(AnswerCitation citation) => Form is null || Form.IsMatch(citation.Quote);

    [GeneratedRegex(
        @"\bhow (much|expensive)\b.*\b(costs?|pay|charged?)\b|\b(what|which)\b.*\b(price|cost|fee)s?\b|\bwhat (do|does|did|will|would)\b.*\bcost\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Price();

    [GeneratedRegex(
        @"[$€£]\s?\d|\d\s?(USD|EUR|dollars?|cents?|per cent|%)|\bfree\b|\bper (hour|month|GB)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(yaml|manifest for|example manifest)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"\b(apiVersion|kind|metadata|spec)\s*:|^\s*[\w.-]+:\s", RegexOptions.Multiline)]
    private static partial Regex Manifest();

    [GeneratedRegex(@"\b(which|what|since which) versions?\b|\bversion number\b", RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    [GeneratedRegex(@"\d+\.\d+|\bv\d|\b\d{1,3}\b")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"^\W*(when (was|were|did)|(in )?(which|what) year|on which date)\b", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex(@"\b(19|20)\d\d\b|\b\d+\.\d+\b")]
    private static partial Regex Date();

    [GeneratedRegex(
        @"\bdefault (value|\w+ (of|for)|number|size|port|timeout|limit)\b|\bwhat is the default\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Default();

    [GeneratedRegex(@"\bdefaults?\b|\busual|\bunless\b|\bnormally\b|\bstandard\b", RegexOptions.IgnoreCase)]
    private static partial Regex DefaultValue();

    [GeneratedRegex(
        @"\bhow (many|often|long|large|big|fast|far|old|high)\b|\b(maximum|minimum|largest|smallest|longest) (number|size|length|count|time)\b|\bwhat (number|percentage|share|range|port)\b|\bwhich (number|percentage|share|range|port)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex HowMany();

    [GeneratedRegex(
        @"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|hundred|thousand|million|half|quarter|once|twice|none|no|each|every|all|per|unlimited|single)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Number();
}
