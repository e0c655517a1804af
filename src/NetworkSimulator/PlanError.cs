namespace NetworkSimulator;

/// <summary>One thing wrong with a plan that a caller made.</summary>
/// <param name="Field">Where, such as <c>clients[0].requestsPerSecond</c>.</param>
/// <param name="Message">What is wrong with what came.</param>
/// <param name="Expected">What would be right.</param>
public sealed record PlanError(string Field, string Message, string Expected);
