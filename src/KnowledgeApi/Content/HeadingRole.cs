using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>What an author's heading promises.</summary>
internal enum HeadingRole
{
    Text,
    Questions,
    ShortAnswer,
    Summary,
    Takeaways,
    Tags,
    Sources,
    Related,
    Previous,
    Next,
    PreviousAndNext,
    Contents,
}

internal static partial class HeadingRoles
{
    public static HeadingRole Of(string heading)
    {
        var text = Decoration().Replace(heading, "");
        return text switch
        {
            _ when Questions().IsMatch(text) => HeadingRole.Questions,
            _ when ShortAnswer().IsMatch(text) => HeadingRole.ShortAnswer,
            _ when Takeaways().IsMatch(text) => HeadingRole.Takeaways,
            _ when Summary().IsMatch(text) => HeadingRole.Summary,
            _ when Tags().IsMatch(text) => HeadingRole.Tags,
            _ when Sources().IsMatch(text) => HeadingRole.Sources,
            _ when Related().IsMatch(text) => HeadingRole.Related,
            _ when PreviousAndNext().IsMatch(text) => HeadingRole.PreviousAndNext,
            _ when Previous().IsMatch(text) => HeadingRole.Previous,
            _ when Next().IsMatch(text) => HeadingRole.Next,
            _ when Contents().IsMatch(text) => HeadingRole.Contents,
            _ => HeadingRole.Text,
        };
    }

    // Numbers, emoji and the like before and after the words.
    [GeneratedRegex(@"^[^\p{L}]+|[^\p{L}]+$")]
    private static partial Regex Decoration();

    [GeneratedRegex(
        @"\bfaqs?\b|\bqs? ?(&|＆|and|/|\+) ?as?\b|\bfrequently[ -]asked\b|\bpeople (also )?ask\b|\binterview (questions?|prep\w*|q&a|drill)|"
            + @"\bquestions? (and|&|＆|with|\+) (their )?answers?\b|\banswers? (and|&|＆|to|\+) (\w+ )?questions?\b|"
            + @"^questions?\b|^(\S+ ){0,3}questions( \([^)]*\))?$|^interview( (corner|round|time|practice|bank))?$|^flash ?cards?$|"
            + @"\b(check|test|quiz) (yourself|your(self)?( own)? (understanding|knowledge|learning|skills?))\b|"
            + @"\bself[ -]?(check|test|assessment|quiz)\b|\bquiz(zes)?\b|\bknowledge check\b|\bcheck your(self| answers)\b|"
            + @"常见问题|常見問題|问答|問答|面试题|よくある質問|자주 묻는 질문",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Questions();

    [GeneratedRegex(
        @"^((the )?(short|quick|brief) (answer|version|summary)|tl ?[;:,]? ?dr|in (short|brief|a nutshell|one (sentence|paragraph|minute)))\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ShortAnswer();

    [GeneratedRegex(
        @"^(the )?((key|main|final|core|important|essential) )?(take[ -]?aways?|lessons learn(ed|t))\b|"
            + @"^(the )?(key|main|core|important|essential) (points|learnings|lessons|ideas|facts)\b|^highlights$|"
            + @"^(what|things|points) to remember\b|^remember( this)?\b|^what (we|you)('ve|’ve| have)? (learn(ed|t)|covered)\b|"
            + @"^what (you|to) (should )?(remember|take away)\b|^(关键|核心)?要点$|^要點$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Takeaways();

    [GeneratedRegex(
        @"^(in )?((quick|short|final) )?(summary|conclusions?|recap|wrap(ping)?[ -]?(it )?up|summing (it )?(all )?up|to sum up|(final|closing|concluding) (thoughts|words|remarks))\b|"
            + @"^the bottom line$|^(总结|總結|小结|まとめ|摘要|요약)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Summary();

    [GeneratedRegex(@"^(tags?|keywords?|labels|tagged( with| as)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    [GeneratedRegex(
        @"^(sources?|references?|bibliography|citations|sources (and|&) references|references (and|&) sources)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Sources();

    [GeneratedRegex(
        @"^(related( (reading|articles?|posts?|topics|links|pages))?|further reading|(see|read) (also|more)|more (reading|articles)|additional (reading|resources)|recommended reading|learn more)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Related();

    [GeneratedRegex(
        @"^((previous|prev) ?(and|&|/|\||,|or) ?next\b.*|next ?(and|&|/|\||,) ?(previous|prev)\b.*|(series )?navigation|(more )?(in|from) this series|(about )?(this|the) series)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PreviousAndNext();

    [GeneratedRegex(
        @"^(previous(ly)?|prev)( (article|part|chapter|post|reading|in (this|the) series))?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Previous();

    [GeneratedRegex(
        @"^((up |read |coming up )?next( (article|part|chapter|post|reading|up|in (this|the) series))?|what('|’)?s next)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Next();

    [GeneratedRegex(@"^(table of )?contents$|^toc$|^(on|in) this (page|article)$", RegexOptions.IgnoreCase)]
    private static partial Regex Contents();
}
