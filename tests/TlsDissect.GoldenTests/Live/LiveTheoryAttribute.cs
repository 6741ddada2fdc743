namespace TlsDissect.GoldenTests.Live;

/// <summary><see cref="LiveFactAttribute"/> for several cases.</summary>
internal sealed class LiveTheoryAttribute : TheoryAttribute
{
    public LiveTheoryAttribute() => Skip = new LiveFactAttribute().Skip;
}
