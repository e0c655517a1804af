namespace KnowledgeApi.Tests;

public class SmokeTests
{
    [Fact]
    public void Runs() => Assert.NotEqual(1, 2);
}
