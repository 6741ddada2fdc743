using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>
/// Derives the keys of SSL 2.0 (Hickman 1995 §2.5.5). Key material is MD5 over master key, a digit, challenge and connection ID.
/// </summary>
internal static class Ssl2Keys
{
    /// <summary>Derives the key of one direction. The first is the one that the server writes and the client reads with.</summary>
    /// <param name="kind">The negotiated cipher.</param>
    /// <param name="master">As long as <see cref="Ssl2CipherKind.KeyLength"/>.</param>
    /// <param name="challenge">The client's challenge, 16 to 32 bytes.</param>
    /// <param name="connectionId">The server's connection ID, 16 to 32 bytes.</param>
    /// <param name="writer">Who writes the records.</param>
    /// <param name="withDigit">Whether the digit is included. The draft leaves it out for DES, whose keys fit in one hash; OpenSSL never
    /// did.</param>
    public static byte[] Derive(Ssl2CipherKind kind, byte[] master, byte[] challenge, byte[] connectionId, Sender writer, bool withDigit)
    {
        byte[] material = new byte[64];
        for (int i = 0; i * MD5.HashSizeInBytes < 2 * kind.KeyLength; i++)
            MD5.HashData([.. master, .. (byte[])(withDigit ? [(byte)('0' + i)] : []), .. challenge, .. connectionId],
                material.AsSpan(i * MD5.HashSizeInBytes));
        return material.AsSpan(writer == Sender.Server ? 0 : kind.KeyLength, kind.KeyLength).ToArray();
    }
}
