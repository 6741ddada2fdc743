namespace TlsDissect.Capture.Tests.Making;

/// <summary>A file that a test makes and that goes away with it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}");
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
