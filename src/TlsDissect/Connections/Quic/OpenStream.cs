using System.Security.Cryptography;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <summary>A stream that is not over: the data of both sides.</summary>
/// <param name="id">Its ID.</param>
/// <param name="listed">Its entry in the summary; <c>null</c> if there was no room.</param>
internal sealed class OpenStream(ulong id, QuicStream? listed)
{
    public ulong Id { get; } = id;

    public QuicStream? Listed { get; } = listed;

    /// <summary>Its place among the open streams, the one opened first at the front.</summary>
    public LinkedListNode<OpenStream>? Place { get; set; }

    /// <summary>The data of each side of the connection.</summary>
    public Half?[] Halves { get; } = new Half?[2];

    /// <summary>What one side sends.</summary>
    internal sealed class Half(int limit) : IDisposable
    {
        /// <summary>Puts the data in order.</summary>
        public OffsetBuffer Data { get; } = new(limit);

        /// <summary>Number of bytes, once its end is known.</summary>
        public long? FinalSize { get; set; }

        /// <summary>The error with which it was ended early.</summary>
        public ulong? ResetCode { get; set; }

        /// <summary>Whether it is over: its end was told, or it was given up.</summary>
        public bool IsOver { get; set; }

        /// <summary>Whether its end was told.</summary>
        public bool IsEndTold { get; set; }

        /// <summary>When data began to wait; <c>null</c> if none waits.</summary>
        public CaptureTime? WaitingSince { get; set; }

        /// <summary>The running hash of its data, if one is wanted.</summary>
        public IncrementalHash? Hash { get; set; }

        public void Dispose()
        {
            Data.Dispose();
            Hash?.Dispose();
            Hash = null;
        }
    }
}
