using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>
/// The record protocol of one connection: bytes in, records out, each direction in order. It owns framing, record numbers and what is known
/// about a loss. The receiver of the records decides what they mean.
/// </summary>
internal interface IRecordLayer : IDisposable
{
    /// <summary>Bytes of memory that the held parts of records use.</summary>
    int Held { get; }

    /// <summary>Reads the next bytes of a side.</summary>
    void Read(int side, ReadOnlySpan<byte> data, in StreamPosition position);

    /// <summary>Notes that bytes of a side are missing here.</summary>
    void Gap(int side, long length, in StreamPosition position);

    /// <summary>Ends the input of both sides.</summary>
    void Complete(in StreamPosition position) { }

    /// <summary>Adds how far its own handshake came, if it has one. Called before the connection is reported.</summary>
    void Report() { }
}
