namespace KnowledgeApi.Storage;

/// <summary>What goes into the index, in the library's order: a row's number leads back to its text. Read only to build.</summary>
public sealed record IndexRows(IEnumerable<SectionRow> Sections, IEnumerable<EntryRow> Entries);

/// <summary>Words of a section, parted by spaces.</summary>
public sealed record SectionRow(string Heading, string Path, string Body, string Code);

/// <summary>A question, a term or a scenario.</summary>
public sealed record EntryRow(string Title, string Body);
