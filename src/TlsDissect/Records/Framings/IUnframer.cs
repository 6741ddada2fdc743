namespace TlsDissect.Records.Framings;

/// <summary>Finds the bytes of TLS in one direction of a framed stream. Frames are not kept; at most one header is.</summary>
internal interface IUnframer
{
    /// <summary>The protocol whose frames these are.</summary>
    Carrier Carrier { get; }

    /// <summary>
    /// Whether it finds the next frame after a loss by itself. If not, it is discarded, and the search for records recognizes the next
    /// frame that begins with one.
    /// </summary>
    bool FindsFrames { get; }

    /// <summary>Whether the carrier encrypts TLS from some point on, so that it cannot be found.</summary>
    bool HidesTls => false;

    /// <summary>Bytes of memory used.</summary>
    int Held { get; }

    /// <summary>Takes bytes of one kind from the front.</summary>
    /// <param name="data">The next bytes of the stream; not empty.</param>
    FramePart Next(ref ReadOnlySpan<byte> data);

    /// <summary>Notes missing bytes, and says what they were.</summary>
    FrameGap Skip(long length);
}
