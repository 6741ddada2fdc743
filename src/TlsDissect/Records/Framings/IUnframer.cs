namespace TlsDissect.Records.Framings;

/// <summary>Finds the bytes of TLS in one direction of a framed stream. Frames are not kept; at most one header is.</summary>
internal interface IUnframer
{
    /// <summary>The protocol whose frames these are.</summary>
    Carrier Carrier { get; }

    /// <summary>
    /// Whether it finds the next frame after a loss by itself. Otherwise it is done then, and the search for records recognizes the next frame that begins with one.
    /// </summary>
    bool FindsFrames { get; }

    /// <summary>Whether the carrier encrypts TLS from some place on, so that it is not found.</summary>
    bool HidesTls => false;

    /// <summary>Bytes of memory taken.</summary>
    int Held { get; }

    /// <summary>Takes bytes of one kind from the front.</summary>
    /// <param name="data">The next bytes of the stream; not empty.</param>
    FramePart Next(ref ReadOnlySpan<byte> data);

    /// <summary>Bytes are missing here.</summary>
    FrameGap Skip(long length);
}
