using TlsDissect.Capture;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Export;

/// <summary>A capture that is read twice. A pipe is copied to a temporary file that only its owner can read.</summary>
internal sealed class RereadableInput : IDisposable
{
    private readonly bool _isTemporary;

    private RereadableInput(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    public static RereadableInput Of(string capture, CancellationToken stop)
    {
        if (CaptureFile.CanBeReopened(capture) || (capture != CaptureFile.StandardInput && !File.Exists(capture)))
            return new RereadableInput(capture, false);

        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():n}");
        RereadableInput input = new(path, true);
        try
        {
            using Stream source = CaptureFile.OpenPipe(capture, stop);
            using FileStream copy = OwnerOnlyFile.CreateNew(path);
            source.CopyTo(copy, 1 << 20);
        }
        catch
        {
            input.Dispose();
            throw;
        }

        return input;
    }

    public void Dispose()
    {
        if (_isTemporary) File.Delete(Path);
    }
}
