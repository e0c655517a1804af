using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>Which sections hold questions: the one with the heading and those below it.</summary>
internal static class QuestionSections
{
    public static List<(int First, int Last)> Of(Outline outline)
    {
        var entries = outline.Entries;
        var asking = entries.Select(entry => entry.Role == HeadingRole.Questions).ToList();
        // A title such as "Networking, with FAQ" must not turn the whole article into questions where one section is meant.
        var first = asking[0] && entries[0].Level == 1 && asking.Count(role => role) > 1 ? 1 : 0;
        var sections = new List<(int, int)>();
        for (var i = first; i < entries.Count; i++)
        {
            if (!asking[i])
                continue;
            var last = i;
            while (last + 1 < entries.Count && entries[last + 1].Level > entries[i].Level)
                last++;
            sections.Add((i, last));
            i = last;
        }
        return sections;
    }
}
