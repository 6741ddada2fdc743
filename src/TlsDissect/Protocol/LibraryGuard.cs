namespace TlsDissect.Protocol;

/// <summary>
/// Guards library calls on bytes of a file or of the wire: cryptography, ASN.1, certificates, decompression, decoders of other link layers.
/// </summary>
/// <remarks>
/// It catches every exception, because libraries do not document all that they throw on hostile bytes. BouncyCastle throws
/// NullReferenceException for an RSA key without a key and NotImplementedException for unknown parameters; the next version may throw
/// something else. Each means that the library cannot use these bytes. Only OutOfMemoryException passes through, because it is about the
/// machine. Use the guard around the library call alone, so that our own bugs are not mistaken for damaged data. Never use it around writes
/// of output: a full disk is not damaged data.
/// </remarks>
internal static class LibraryGuard
{
    /// <summary>For an exception filter: whether the exception means that the library cannot use the bytes.</summary>
    public static bool Catches(Exception exception) => exception is not OutOfMemoryException;
}
