namespace TlsDissect.Capture.Sources;

/// <summary>
/// Several captures in the order given, as one: packets are numbered through. A file that cannot be opened comes as an item of kind
/// <see cref="CapturedItemKind.Failure"/> in its place, and the next one follows.
/// </summary>
public sealed class CaptureFileSequence : IPacketSource
{
    private readonly IReadOnlyList<string> _paths;
    private readonly CancellationToken _stop;
    private readonly long? _totalBytes;
    private CaptureReader? _reader;
    private int _next;
    private long _lastPacket;
    private long _bytesBefore;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="paths">Files; <see cref="CaptureFile.StandardInput"/> for standard input.</param>
    /// <param name="stop">Ends the waiting for standard input, which may last for ever.</param>
    public CaptureFileSequence(IReadOnlyList<string> paths, CancellationToken stop = default)
    {
        _paths = paths;
        _stop = stop;
        _totalBytes = paths.All(CaptureFile.CanBeReopened) ? paths.Sum(path => new FileInfo(path).Length) : null;
    }

    /// <inheritdoc/>
    public CaptureProgress Progress => new(_bytesBefore + (_reader?.Progress.BytesRead ?? 0), _totalBytes);

    /// <inheritdoc/>
    public bool MayBringSecrets => _reader is null or { MayBringSecrets: true } || _next < _paths.Count;

    /// <inheritdoc/>
    public bool TryRead(out CapturedItem item)
    {
        while (true)
        {
            if (_reader is not null && _reader.TryRead(out item)) return true;
            Close();
            if (_next == _paths.Count)
            {
                item = default;
                return false;
            }

            string path = _paths[_next++];
            try
            {
                _reader = CaptureFile.OpenReader(path, _lastPacket, _stop);
            }
            catch (CaptureException e)
            {
                item = CapturedItem.Failure(path, _lastPacket, e.Message);
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        if (_reader is null) return;
        _lastPacket = _reader.LastPacket;
        _bytesBefore += _reader.Progress.BytesRead;
        _reader.Dispose();
        _reader = null;
    }
}
