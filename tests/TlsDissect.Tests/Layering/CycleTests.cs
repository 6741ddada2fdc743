namespace TlsDissect.Tests.Layering;

/// <summary>In the core only few types depend on each other; the others are used from one side only.</summary>
public class CycleTests
{
    private const int Most = 3;

    private static readonly string[] Heart = ["Connections", "Secrets", "Handshakes", "Records", "Resting"];

    [Fact]
    public void No_cycle_of_the_heart_has_more_than_three_types()
    {
        IReadOnlyList<string[]> cycles = SourceGraph.Library.Cycles(type => type.Files.Exists(IsInHeart));
        string[] largest = cycles.Count > 0 ? cycles[0] : [];
        Assert.True(largest.Length <= Most, $"{largest.Length}: {string.Join(' ', largest)}");
    }

    [Fact]
    public void A_cycle_is_found_with_all_of_its_types()
    {
        SourceGraph graph = SourceGraph.Of(
        [
            new("A.cs", "class A { B? Next; E? Other; }"),
            new("B.cs", "class B { void Go() => C.Do(); }"),
            new("C.cs", "class C { public static void Do() { } D Make() => new(); }"),
            new("D.cs", "class D { class Inner { A? Back; } }"),
            new("E.cs", "class E { E? Self; }"),
        ]);
        Assert.Equal([["A", "B", "C", "D"]], graph.Cycles(_ => true));
        Assert.Empty(graph.Cycles(type => type.Name != "C"));
    }

    private static bool IsInHeart(string path) => Heart.Contains(path.Split('/')[0]);
}
