namespace KnowledgeApi.Content;

/// <summary>A subject that articles, questions and scenarios name, with how many there are of each.</summary>
public sealed record Topic(string Id, int Articles, int Questions, int Scenarios);
