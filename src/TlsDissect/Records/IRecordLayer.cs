using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>
/// The record protocol of one connection: bytes in, records out, each direction in order. It owns framing, record numbers and what is known of a loss. The receiver of
/// the records decides what they mean.
/// </summary>
internal interface IRecordLayer : IDisposable
{
    /// <summary>Bytes of memory that held parts of records take.</summary>
    int Held { get; }

    /// <summary>Takes the next bytes of a side.</summary>
    void Read(int side, ReadOnlySpan<byte> data, in StreamPosition position);

    /// <summary>Bytes of a side are missing here.</summary>
    void Gap(int side, long length, in StreamPosition position);

    /// <summary>No more bytes will come.</summary>
    void Complete(in StreamPosition position) { }

    /// <summary>The connection is about to be reported. A layer with a handshake of its own adds how far it came.</summary>
    void Report() { }
}
