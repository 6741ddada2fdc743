using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

/// <summary>Names of the errors of CONNECTION_CLOSE.</summary>
public sealed class QuicErrorTests
{
    [Theory]
    [InlineData(0, "NO_ERROR")]
    [InlineData(2, "CONNECTION_REFUSED")]
    [InlineData(0x11, "VERSION_NEGOTIATION_ERROR")]
    [InlineData(0x128, "CRYPTO_ERROR (handshake_failure)")]
    [InlineData(0x12, "0x12")]
    [InlineData(0x200, "0x200")]
    [InlineData(ulong.MaxValue >> 2, "0x3fffffffffffffff")]
    public void Errors_have_their_registered_names(ulong code, string name) => Assert.Equal(name, QuicErrors.NameOf(code));
}
