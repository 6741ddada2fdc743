namespace TlsDissect.Tests.Decryption.Quic;

/// <summary>A packet number, and how many of its bytes are sent.</summary>
internal readonly record struct SealedNumber(ulong Number, int Length);
