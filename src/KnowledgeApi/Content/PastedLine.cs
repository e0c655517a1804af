using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>What a line of text copied from a web page looks like by itself.</summary>
internal static partial class PastedLine
{
    private const int LongestHeading = 90;
    private const int MostHeadingWords = 14;

    /// <summary>The page's furniture: breadcrumbs, buttons, dates, reading time.</summary>
    public static bool IsFurniture(string line)
    {
        var text = line.Trim();
        return Button().IsMatch(text) || Stamp().IsMatch(text) || Site().IsMatch(text) || IsBreadcrumb(text);
    }

    /// <summary>Where the readers' remarks begin, or the list of what else the site has: the article is over.</summary>
    public static bool EndsArticle(string line) => Afterwards().IsMatch(line.Trim());

    public static bool IsBreadcrumb(string text) =>
        Crumb().IsMatch(text)
        && text.Length < 200
        && text.Split(CrumbMarks, StringSplitOptions.TrimEntries) is { Length: > 1 } parts
        && parts.All(part => part.Length < 70 && part.Split(' ').Length <= 10);

    public static bool IsBullet(string line) => Bullet().IsMatch(line);

    /// <summary>The line as a Markdown bullet.</summary>
    public static string ToBullet(string line)
    {
        var match = Bullet().Match(line);
        var nested =
            match.Groups[2].Value is "◦" or "▫"
            || match.Groups[1].Value.Replace("\t", "    ", StringComparison.Ordinal).Length >= 2;
        return (nested ? "  - " : "- ") + line[match.Length..].TrimStart();
    }

    /// <summary>Short, no sentence; whether it is a heading also depends on the lines around it.</summary>
    public static bool CouldBeHeading(string line)
    {
        var text = line.Trim();
        return text.Length is > 1 and <= LongestHeading
            && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostHeadingWords
            && !FinalPunctuation().IsMatch(text)
            && char.IsLetterOrDigit(FirstCharacter(text))
            && !char.IsLower(FirstCharacter(text))
            && !MetadataLine.Matches(text)
            && !Marked().IsMatch(text);
    }

    public static bool IsNumbered(string line) => Number().IsMatch(line);

    private static char FirstCharacter(string text) => text.FirstOrDefault(char.IsLetterOrDigit, ' ');

    private static readonly char[] CrumbMarks = ['>', '›', '»', '/', '→', '|'];

    /// <summary>The number before a heading, in its first group what follows its first dot.</summary>
    [GeneratedRegex(@"^\d{1,3}((?:\.\d{1,3})*)[.)]?\s")]
    public static partial Regex Numbering();

    [GeneratedRegex(
        @"^(home|docs|documentation|blog|start|articles|posts|guides|learn|tutorials|series|all posts|back|main|\w+)\s*(>|›|»|→)\s*\S|^(home|docs|documentation|blog|start|articles)\s*[/|]\s*\S",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Crumb();

    [GeneratedRegex(
        @"^(home|blog|menu|search|share( this( (article|post|page))?)?|share on .{1,30}|tweet|copy link|print|save|bookmark|subscribe( now)?|sign (in|up)|log ?in|register|follow( us)?|like|clap|comments?( \(\d+\))?|\d+ comments?|skip to (main )?content|toggle navigation|table of contents|on this page|in this article|contents|back( to .{1,40})?|← back.*|edit (this )?page|edit on github|open in app|listen|read more|advertisement|cookie settings|accept( all)?( cookies)?|all rights reserved.*|©.*|copyright .*|twitter|facebook|linkedin|reddit|hacker news|email|rss|dark mode|light mode|English|loading.*|scroll to top|top|print this page|was this (page|article) helpful\??|yes ?/? ?no)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Button();

    // Counters, consent, captions of pictures that are not there, buttons beside code.
    [GeneratedRegex(
        @"^(\d{1,3}(\.\d)?[KkMm]?|\d+(\.\d+)?[KkMm]? (followers|claps|views|likes|stars)|viewed .{1,20} times|(asked|modified) (.{1,30} ago|today)|[·•|]|copy( code)?|copied!?|reject all|decline|accept (all )?cookies|manage (cookies|preferences)|cookie (policy|preferences)|(we|this (web)?site) uses? cookies.*|by (clicking|continuing|using) .{1,160}cookies.*|press enter or click to view image.*|(photo|image|picture) (by|credit|source|from)\b.{1,80}|published in|recommended from .{1,40}|more from .{1,40}|see all from .{1,40}|privacy( policy)?|terms( of (use|service))?|subscribe to .{1,60}|reply|feedback|jump to .{1,40})$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Site();

    [GeneratedRegex(
        @"^(\d+ (comments?|responses?|replies|thoughts on .{1,100})|(comments|responses|discussion) \(\d+\)|leave a (reply|comment)|post a comment|join the (discussion|conversation)|recommended from medium|more from .{1,40}|you (may|might) also like|was this (page|article|post) helpful\??)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Afterwards();

    [GeneratedRegex(
        @"\b\d+[ -]?min(ute)?s?[ -]read\b|^(reading time|estimated reading time|time to read)\b|^(published|posted|updated|last (updated|modified|reviewed)|written|author|reviewed)( on| by| at)?\s*:?\s+\S.{0,80}$|^by [A-Z]\S+( [A-Z]\S+){0,3}([,·|•–-].{0,60})?$|^(\d{1,2}\.? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}?,? ?\d{4}( [·|•].*)?$|^\d{4}-\d\d-\d\d$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^(\s*)([•◦▪▫‣⁃∙●○■□·*+–—-]|o(?=\t))(?:[\t \u00A0]+|(?<=[•◦▪▫‣⁃∙●○■□])|$)")]
    private static partial Regex Bullet();

    // A word that leads on to what follows ends no heading either.
    [GeneratedRegex(@"[.:;,!…。]$|[.;,]["")”]$|\b(and|or|the|a|an|with|of|to|for|in|on|as|by|from|like|is|are|this)$")]
    private static partial Regex FinalPunctuation();

    [GeneratedRegex(@"^(Q|A|Question|Answer)\s*\d*\s*[:.)]", RegexOptions.IgnoreCase)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\s*\d{1,3}(?<dots>(\.\d{1,3})*)[.)]?\s+\S")]
    private static partial Regex Number();
}
