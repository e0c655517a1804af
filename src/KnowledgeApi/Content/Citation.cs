namespace KnowledgeApi.Content;

/// <summary>Where in the content something stands.</summary>
/// <param name="Article">The article's slug.</param>
/// <param name="Section">The section's heading.</param>
/// <param name="Quote">The passage, as plain text.</param>
/// <param name="Line">In the source file, from 1.</param>
public sealed record Citation(string Article, string Section, string Anchor, string Url, string? Quote, int Line);
