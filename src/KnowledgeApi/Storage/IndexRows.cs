namespace KnowledgeApi.Storage;

/// <summary>What goes into the index, in the library's order: a row's number leads back to its text. Read only to build.</summary>
public sealed record IndexRows(
    IEnumerable<SectionRow> Sections,
    IEnumerable<UnitRow> Units,
    IEnumerable<EntryRow> Entries
);

/// <summary>Words of a section, parted by spaces.</summary>
public sealed record SectionRow(string Heading, string Path, string Body, string Code, string Scope);

public sealed record UnitRow(string Text, string Scope);

/// <summary>A question, a term or a scenario.</summary>
public sealed record EntryRow(string Title, string Body, string Scope);
