using CsCheck;
using TlsDissect.Messages.Extensions;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Messages.Extensions;

/// <summary>Values of transport parameters as text.</summary>
public sealed class QuicParameterValueTests
{
    [Theory]
    [InlineData("01048000753020024100", "max_idle_timeout=30000 max_datagram_frame_size=256")]
    [InlineData("0c00", "disable_active_migration=")]
    [InlineData("1108000000016b3343cf", "version_information=1; available 2")]
    [InlineData("0f080102030405060708", "initial_source_connection_id=0102030405060708")]
    [InlineData("0103800075", "max_idle_timeout=800075")]
    [InlineData("01048000753005ff", "max_idle_timeout=30000")]
    [InlineData("", "")]
    [InlineData("000e 0001 0004 80007530 0020 0002 4100", "max_idle_timeout=30000 max_datagram_frame_size=256")]
    [InlineData("0004 000c 0000", "disable_active_migration=")]
    [InlineData("0000", "")]
    public void Parameters_are_listed_up_to_the_first_that_is_malformed(string parameters, string list) => Assert.Equal(list,
        string.Join(' ', QuicParameterValues.List(Hex.Of(parameters)).Select(item => $"{item.Key}={item.Value}")));

    [Fact]
    public void The_preferred_address_has_an_ID_and_a_token()
    {
        byte[] id = [1, 2, 3, 4, 5], token = [.. Enumerable.Range(10, 16).Select(i => (byte)i)];
        byte[] address = [.. new byte[24], (byte)id.Length, .. id, .. token];
        byte[] parameters = [0x02, 16, .. token, 0x0D, (byte)address.Length, .. address];
        (byte[] reset, byte[] preferred, byte[] tokenOfId) = QuicParameterValues.IssuedIds(parameters);
        Assert.Equal([token, id, token], [reset, preferred, tokenOfId]);
        Assert.Empty(QuicParameterValues.IssuedIds([0x0D, 30, .. address[..30]]).PreferredId);
    }

    /// <summary>In both forms: before draft 27, list, identifiers and lengths have two bytes.</summary>
    [Fact]
    public void A_list_in_the_form_of_early_drafts_is_told_by_its_lengths() =>
        Gen.Select(Gen.UShort[0, 0x3FFF], Gen.Byte.Array[0, 60]).List[1, 10].Sample(entries =>
        {
            byte[] old = [], late = [];
            foreach ((ushort id, byte[] value) in entries)
            {
                old = [.. old, (byte)(id >> 8), (byte)id, 0, (byte)value.Length, .. value];
                late = [.. late, (byte)(0x40 | id >> 8), (byte)id, (byte)value.Length, .. value];
            }

            Assert.False(QuicParameterList.IsOldForm(late));
            Assert.Equal(QuicParameterValues.List(late), QuicParameterValues.List([(byte)(old.Length >> 8), (byte)old.Length, .. old]));
        });

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            QuicParameterValues.List(bytes);
            QuicParameterValues.IssuedIds(bytes);
        });
}
