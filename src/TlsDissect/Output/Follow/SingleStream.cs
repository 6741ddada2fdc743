namespace TlsDissect.Output.Follow;

/// <summary>
/// Keeps the bytes of a QUIC connection until its end, for raw output: only then is it known whether they are all of one stream. The bytes
/// of several streams in turn would mean nothing.
/// </summary>
internal sealed class SingleStream : IDisposable
{
    private const int CopySize = 1 << 16;

    private readonly SpoolFile _file = new();
    private readonly SpooledBytes _bytes;
    private FollowedStream? _stream;

    public SingleStream() => _bytes = new SpooledBytes(_file);

    /// <summary>Whether data of several streams came.</summary>
    public bool IsMixed { get; private set; }

    public void Add(ulong? stream, ReadOnlySpan<byte> data)
    {
        _stream ??= new FollowedStream(stream);
        if (IsMixed || _stream.Id != stream) IsMixed = true;
        else _bytes.Append(data);
    }

    /// <summary>Writes the bytes, unless they are of several streams.</summary>
    public void WriteTo(Stream output)
    {
        if (IsMixed) return;
        byte[] buffer = new byte[Math.Min(_bytes.Length, CopySize)];
        for (long at = 0; at < _bytes.Length;)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, _bytes.Length - at));
            _bytes.Read(at, part);
            output.Write(part);
            at += part.Length;
        }
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _file.Dispose();
    }
}
